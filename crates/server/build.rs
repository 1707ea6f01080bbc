//! Puts the built web app (`web/dist`) into the binary, each file also compressed, so that one file is all one installs.

#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script its folders through the environment"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../../web/dist");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    // The folder is watched also before it exists: a first web build must reach the next binary.
    std::fs::create_dir_all(&root)?;
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut list = String::from("pub static ASSETS: &[Asset] = &[\n");
    for (index, file) in files.iter().enumerate() {
        println!("cargo:rerun-if-changed={}", file.display());
        let bytes = std::fs::read(file)?;
        let packed = out.join(format!("asset{index}.gz"));
        let mut encoder =
            flate2::write::GzEncoder::new(std::fs::File::create(&packed)?, flate2::Compression::best());
        encoder.write_all(&bytes)?;
        encoder.finish()?;
        let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        writeln!(
            list,
            "    Asset {{ path: {name:?}, plain: include_bytes!({:?}), gzip: include_bytes!({:?}) }},",
            file.canonicalize()?.display().to_string(),
            packed.display().to_string(),
        )?;
    }
    list.push_str("];\n");
    std::fs::write(out.join("assets.rs"), list)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
