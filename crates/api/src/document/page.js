// Shows the OpenAPI document and sends requests from the page. No library: it is one list and one form per operation.
const state = document.getElementById("state");
const list = document.getElementById("operations");
const keyField = document.getElementById("key");
let csrf = "";

function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function headers() {
  const found = {};
  if (keyField.value) found.authorization = "Bearer " + keyField.value;
  else if (csrf) found["x-kith-csrf"] = csrf;
  return found;
}

function example(schema, all, depth = 0) {
  if (!schema || depth > 3) return null;
  if (schema.$ref) return example(all[schema.$ref.split("/").pop()], all, depth);
  if (schema.anyOf) return example(schema.anyOf[0], all, depth);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") {
    const made = {};
    for (const [name, part] of Object.entries(schema.properties || {}).slice(0, 6)) made[name] = example(part, all, depth + 1);
    return made;
  }
  if (type === "array") return [example(schema.items, all, depth + 1)];
  if (type === "integer") return 1;
  if (type === "boolean") return true;
  return schema.format === "date" ? "2026-01-31" : "";
}

function operation(path, method, about, all) {
  const body = node("div", { class: "body" });
  const inputs = [];
  for (const parameter of about.parameters || []) {
    const id = about.operationId + "-" + parameter.name;
    const input = node("input", { id });
    inputs.push([parameter, input]);
    body.append(node("div", { class: "row" }, node("label", { for: id }, parameter.name), input, ...(parameter.description ? [node("small", {}, parameter.description)] : [])));
  }
  const content = about.requestBody && about.requestBody.content["application/json"];
  const text = content && node("textarea", { "aria-label": "Body of " + about.operationId }, JSON.stringify(example(content.schema, all), null, 2));
  if (text) body.append(text);
  const result = node("pre", { hidden: "", tabindex: "0" });
  const send = node("button", { type: "button" }, "Send");
  send.addEventListener("click", async () => {
    let address = path;
    const query = new URLSearchParams();
    const sent = headers();
    for (const [parameter, input] of inputs) {
      if (parameter.in === "path") address = address.replace("{" + parameter.name + "}", encodeURIComponent(input.value));
      else if (input.value && parameter.in === "query") query.set(parameter.name, input.value);
      else if (input.value) sent[parameter.name] = input.value;
    }
    if (text) sent["content-type"] = "application/json";
    const target = "/api/v1" + address + (query.size ? "?" + query : "");
    result.hidden = false;
    result.textContent = "…";
    try {
      const response = await fetch(target, { method: method.toUpperCase(), headers: sent, body: text ? text.value : undefined });
      const answer = await response.text();
      let shown = answer.slice(0, 100000);
      try { shown = JSON.stringify(JSON.parse(answer), null, 2); } catch { /* not JSON: shown as it is */ }
      result.textContent = method.toUpperCase() + " " + target + "\n" + response.status + " " + response.statusText + "\n\n" + shown;
    } catch (error) {
      result.textContent = String(error);
    }
  });
  body.append(send, result);
  const made = node("details", { "data-words": (path + " " + about.summary + " " + about.operationId).toLowerCase() },
    node("summary", {}, node("span", { class: "method" }, method.toUpperCase()), node("code", {}, path), node("span", {}, about.summary)));
  made.addEventListener("toggle", () => { if (made.open && !body.isConnected) made.append(body); });
  return made;
}

async function load() {
  const session = await fetch("/api/v1/session", { headers: headers() });
  if (session.ok) csrf = (await session.json()).csrf || "";
  const response = await fetch("/api/v1/openapi.json", { headers: headers() });
  if (!response.ok) {
    state.textContent = "Sign in to Kith in this browser, or give an API key, to see your workspace's interface.";
    return;
  }
  const described = await response.json();
  const groups = new Map();
  for (const [path, methods] of Object.entries(described.paths)) {
    for (const [method, about] of Object.entries(methods)) {
      const group = about.tags[0];
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(operation(path, method, about, described.components.schemas));
    }
  }
  list.replaceChildren();
  for (const [group, operations] of groups) list.append(node("section", {}, node("h2", {}, group), ...operations));
  state.textContent = "Version " + described.info.version + ", " + list.querySelectorAll("details").length + " operations.";
}

document.getElementById("key-form").addEventListener("submit", (event) => { event.preventDefault(); load(); });
document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const made of list.querySelectorAll("details")) made.hidden = !words.every((word) => made.dataset.words.includes(word));
  for (const section of list.querySelectorAll("section")) section.hidden = !section.querySelector("details:not([hidden])");
});
load();
