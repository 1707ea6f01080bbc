// A part that may be wider than the page and is scrolled within itself: then it is a stop of the keyboard too.
import { type ReactNode, useEffect, useRef, useState } from 'react';

export function ScrollBox({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [isWider, setWider] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWider(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className={className} {...(isWider ? { role: 'group', tabIndex: 0, 'aria-label': label } : {})}>
      {children}
    </div>
  );
}
