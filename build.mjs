// Bundles what the browser loads: the chat widget, and the console's and the replay room's own scripts.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));
const WIDGET_LIMIT_BYTES = 20 * 1024;

/**
 * The house's colours for the widget, which lives in pages of others and cannot ask for the house's style sheet.
 * Old browsers do not know light-dark(), and a customer's may be old: each colour is written out twice.
 *
 * @param {string} styles those of the widget; only colours that they name are taken
 */
function coloursOfTheHouse(styles) {
  const house = readFileSync(path.join(root, "amends/web/static/house.css"), "utf8");
  const named = new Set([...styles.matchAll(/var\(--([a-z-]+)\)/g)].map((found) => found[1]));
  const tokens = /:root \{([^}]*)\}/.exec(house)?.[1] ?? "";
  const light = [];
  const dark = [];
  for (const [, name, value] of tokens.matchAll(/--([a-z-]+): ([^;]+);/g)) {
    if (!named.has(name)) continue;
    const both = /^light-dark\(([^,()]+), ([^,()]+)\)$/.exec(value);
    light.push(`--${name}: ${both ? both[1] : value};`);
    if (both) dark.push(`--${name}: ${both[2]};`);
    named.delete(name);
  }
  const own = new Set([...styles.matchAll(/^ +--([a-z-]+):/gm)].map((found) => found[1]));
  const lost = [...named].filter((name) => !own.has(name));
  if (lost.length) throw new Error(`the widget names colours that the house does not have: ${lost.join(", ")}`);
  return `:host { ${light.join(" ")} } @media (prefers-color-scheme: dark) { :host { ${dark.join(" ")} } }\n`;
}

/**
 * Style sheets imported by the widget become strings, because it adopts them inside its shadow root:
 * a page with a strict content security policy would refuse a style element.
 */
const stylesAsText = {
  name: "styles-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async (args) => {
      const source = readFileSync(args.path, "utf8");
      const { code } = await esbuild.transform(coloursOfTheHouse(source) + source, { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

async function buildWidget() {
  const outfile = path.join(root, "widget/dist/widget.js");
  await esbuild.build({
    entryPoints: [path.join(root, "widget/src/main.js")],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    plugins: [stylesAsText],
    legalComments: "none",
  });
  const bytes = readFileSync(outfile);
  const size = gzipSync(bytes, { level: 9 }).length;
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  console.log(`widget/dist/widget.js  ${bytes.length} bytes, ${size} gzip, sha256 ${digest}`);
  if (size > WIDGET_LIMIT_BYTES) {
    throw new Error(`the widget is ${size} bytes gzip; its limit is ${WIDGET_LIMIT_BYTES}`);
  }
}

async function buildConsole() {
  const assets = path.join(root, "amends/web/assets");
  const outdir = path.join(root, "amends/web/static/dist");
  mkdirSync(outdir, { recursive: true });
  if (!existsSync(assets)) return;
  const entryPoints = readdirSync(assets)
    .filter((name) => name.endsWith(".js"))
    .map((name) => path.join(assets, name));
  if (entryPoints.length === 0) return;
  await esbuild.build({
    entryPoints,
    outdir,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
  });
  for (const entry of entryPoints) console.log(`amends/web/static/dist/${path.basename(entry)}`);
}

await buildWidget();
await buildConsole();
