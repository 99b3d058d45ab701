// axe-core in a page.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// {told: what it complains of, one text for each rule, passes: the number of rules that hold}
export async function axeReport(page) {
  await page.evaluate(axe);
  const {violations, passes} = await page.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
  const told = violations.map(
    ({id, help, nodes}) =>
      `${id}: ${help}\n  ${nodes
        .map(({html, any}) => `${html.slice(0, 160)} ${any[0]?.message ?? ""}`)
        .slice(0, 4)
        .join("\n  ")}`,
  );
  return {told, passes: passes.length};
}
