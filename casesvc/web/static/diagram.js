// A diagram and the way of a case on it. Which step is shown is said by an element with data-step; the path answers
// {"steps": [{"travelled": [ids passed in this step], "present": [ids that are open after it]}]}.
(() => {
  "use strict";

  const READABLE = 0.65; // below this zoom the names inside the shapes cannot be read
  const FONT = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif';

  const note = (className, text) => Object.assign(document.createElement("div"), { className, textContent: text });

  const fetched = async (address, read) => {
    const answer = await fetch(address, { headers: { Accept: "*/*" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return read(answer);
  };

  const draw = async (box) => {
    const [xml, path] = await Promise.all([
      fetched(box.dataset.diagram, (answer) => answer.text()),
      box.dataset.path ? fetched(box.dataset.path, (answer) => answer.json()) : null,
    ]);
    const viewer = new BpmnJS({
      container: box,
      zoomScroll: { enabled: false }, // the wheel scrolls the page
      textRenderer: { defaultStyle: { fontFamily: FONT, fontSize: 13 }, externalStyle: { fontFamily: FONT, fontSize: 11 } },
    });
    await viewer.importXML(xml);
    for (const arrow of box.querySelectorAll("marker")) { // arrowheads do not grow with the line
      arrow.setAttribute("markerUnits", "userSpaceOnUse");
      arrow.setAttribute("markerWidth", 16);
      arrow.setAttribute("markerHeight", 16);
    }
    return { box, path, canvas: viewer.get("canvas"), registry: viewer.get("elementRegistry"), overlays: viewer.get("overlays") };
  };

  const fit = ({ box, canvas }) => {
    const { inner } = canvas.viewbox();
    const zoom = Math.min(1, box.clientWidth / (inner.width + 48));
    box.style.height = `${Math.min(Math.max(inner.height * Math.max(zoom, READABLE) + 72, 240), 560)}px`;
    canvas.resized();
    const scale = Math.min(1, box.clientWidth / (inner.width + 48), box.clientHeight / (inner.height + 72));
    const [width, height] = [box.clientWidth / scale, box.clientHeight / scale];
    const [x, y] = [inner.x + (inner.width - width) / 2, inner.y + (inner.height - height) / 2];
    canvas.viewbox({ x, y: y + 16 / scale, width, height }); // room below for the mark of bpmn.io
  };

  const standing = (path, step) => {
    const passed = path.steps.slice(0, step);
    const times = {};
    for (const id of passed.flatMap((one) => one.travelled)) times[id] = (times[id] ?? 0) + 1;
    return { times, present: new Set(passed.at(-1)?.present ?? []) };
  };

  // Where the whole diagram would be too small to read, the place of the case is brought into the middle.
  const follow = ({ box, canvas, whole }, shape) => {
    const { inner, scale } = canvas.viewbox();
    if (!shape || whole || box.clientWidth / (inner.width + 48) >= READABLE) return;
    const zoom = Math.max(scale, READABLE);
    const [width, height] = [box.clientWidth / zoom, box.clientHeight / zoom];
    const left = Math.min(Math.max(shape.x + shape.width / 2 - width / 2, inner.x - 24), inner.x + inner.width + 24 - width);
    const top = height >= inner.height ? inner.y + inner.height / 2 - height / 2 + 16 / zoom : shape.y + shape.height / 2 - height / 2;
    canvas.viewbox({ x: left, y: top, width, height });
  };

  const show = (drawn) => {
    const { box, path, canvas, registry, overlays } = drawn;
    if (!path) return;
    const said = document.querySelector("[data-step]");
    const step = said ? Number(said.dataset.step) : path.steps.length;
    const { times, present } = standing(path, step);
    overlays.clear();
    registry.forEach((element) => {
      const id = element.labelTarget?.id ?? element.id;
      if (element === canvas.getRootElement() || element.type === "bpmn:Participant" || element.type === "bpmn:Lane") return;
      const place = present.has(id) ? "present" : times[id] ? "travelled" : "ahead";
      if (element.type === "bpmn:EndEvent") canvas.addMarker(element, "end");
      for (const name of ["present", "travelled", "ahead"]) canvas[name === place ? "addMarker" : "removeMarker"](element, name);
      if (element.labelTarget || element.waypoints) return;
      if (place === "present") overlays.add(element, { position: { bottom: -6, left: element.width / 2 - 24 }, html: note("flag", "当前") });
      if (times[id] > 1) overlays.add(element, { position: { top: -12, right: 20 }, html: note("times", `×${times[id]}`) });
    });
    const last = path.steps.slice(0, step).flatMap((one) => one.travelled).findLast((id) => !registry.get(id)?.waypoints);
    follow(drawn, registry.get([...present][0] ?? last));
    box.dataset.shown = [...present].join(" ");
  };

  const zoomButtons = (drawn) => {
    for (const button of drawn.box.closest("figure").querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => {
        drawn.whole = button.dataset.zoom === "all";
        if (drawn.whole) return fit(drawn);
        drawn.canvas.zoom(Math.min(Math.max(drawn.canvas.zoom() * (button.dataset.zoom === "in" ? 1.25 : 0.8), 0.2), 3));
      });
    }
  };

  const fingers = ({ box, canvas }) => { // a mouse is served by the viewer itself
    let last = null;
    box.addEventListener("pointerdown", (event) => { if (event.pointerType !== "mouse") last = event; });
    box.addEventListener("pointermove", (event) => {
      if (!last) return;
      canvas.scroll({ dx: event.clientX - last.clientX, dy: event.clientY - last.clientY });
      last = event;
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) box.addEventListener(end, () => { last = null; });
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-diagram]")) {
      draw(box).then((drawn) => {
        zoomButtons(drawn);
        fingers(drawn);
        fit(drawn);
        show(drawn);
        document.body.addEventListener("htmx:afterSwap", () => show(drawn));
      }).catch(() => box.replaceChildren(note("failed hint", "流程图暂时打不开，请稍后刷新页面。页面上的文字和表格内容完整。")));
    }
  });
})();
