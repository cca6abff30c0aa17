// Builds the page into the folder that is named, dist by default: one script, one style sheet, the page,
// its icon, and the licences of the packages whose code is in the script.
import {build} from "esbuild";
import {copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";

const out = process.argv[2] ?? "dist";
mkdirSync(out, {recursive: true});
const {metafile} = await build({
  entryPoints: [{in: "main.ts", out: "app"}, {in: "app.css", out: "app"}],
  bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8", legalComments: "none",
  metafile: true, outdir: out, logLevel: "warning",
});
for (const name of ["index.html", "icon.svg"]) {
  copyFileSync(name, `${out}/${name}`);
}

const packages = new Set();
for (const output of Object.values(metafile.outputs)) {
  for (const [path, {bytesInOutput}] of Object.entries(output.inputs)) {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    if (folder !== undefined && bytesInOutput > 0) {
      packages.add(folder);
    }
  }
}
const parts = [...packages].sort().map((folder) => {
  const {name, version} = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (licence === undefined) {
    throw new Error(`${name} comes without a licence: it cannot be part of the page`);
  }
  return `${name} ${version}\n\n${readFileSync(`${folder}/${licence}`, "utf8").trim()}\n`;
});
writeFileSync(`${out}/licences.txt`, `Code of others in app.js\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`);
