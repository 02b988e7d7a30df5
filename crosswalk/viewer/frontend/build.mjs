// Builds every src/*.js into built/, with the licences of what went in and a record of hashes and versions:
//   npm ci && npm run build
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

const sha256 = (content) => createHash("sha256").update(content).digest("hex");
const read = (...path) => readFileSync(join(...path), "utf-8");

const licenceOf = (folder) => {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${folder} has no licence file.`);
  return read(folder, file).trim();
};

const bundles = {};
const packages = new Map();
for (const source of readdirSync("src").filter((name) => name.endsWith(".js")).sort()) {
  const name = basename(source, ".js");
  const outfile = join("built", source);
  const made = await build({
    entryPoints: [join("src", source)],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    outfile,
  });
  const parts = new Set();
  const sources = {};
  for (const input of Object.keys(made.metafile.inputs).sort()) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) parts.add(found[1]);
    else sources[input] = sha256(read(input));
  }
  const versions = {};
  for (const part of [...parts].sort()) {
    const folder = join("node_modules", part);
    const { version, license } = JSON.parse(read(folder, "package.json"));
    versions[part] = version;
    packages.set(part, `${part} ${version} (${license})\n\n${licenceOf(folder)}\n`);
  }
  bundles[name] = { sha256: sha256(read(outfile)), sources, packages: versions };
}
const parted = [...packages.keys()].sort().map((part) => packages.get(part));
writeFileSync(join("built", "LICENSES.txt"), parted.join(`\n${"-".repeat(80)}\n\n`));
writeFileSync(join("built", "bundles.json"), JSON.stringify(bundles, null, 2) + "\n");
