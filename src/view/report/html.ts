/** A report as one self-contained page for a ticket: what is wrong, why, and all the data behind it. */
import { formatAsciiJson, formatLabel } from "../graph/labels.ts";
import { formatGraphView } from "../graph/html.ts";
import { formatNumber, formatQuantity } from "../graph/folding.ts";
import { labelHtml, paragraphHtml, valueHtml } from "../html-text.ts";
import { formatPage } from "../page.ts";
import { formatTable } from "./html-table.ts";
import { encodeTables } from "./page-table.ts";
import type { ReportData, ReportFinding, ReportRoot, ReportRule, ReportStep } from "./report-data.ts";

/** Roots on the first screen; the others can be unfolded. */
const MOST_ROOTS = 5;

/** Findings of a rule shown without unfolding. */
const MOST_FINDINGS = 10;

/** The whole page, in ASCII. Works from a file; its policy forbids network access. */
export function formatReport(data: ReportData): string {
  const body = `<main>
<div class="narrow">
<h1>${labelHtml(data.title)}</h1>
<div class="summary">${data.summary.map((sentence) => `<p>${valueHtml(sentence)}</p>`).join("\n")}</div>
${formatIndex(data)}
${formatRoots(data.roots)}
${formatRules(data.rules)}
</div>
<section class="wide" id="picture-of-waits" aria-label="Graph"><h2>Graph</h2>
${formatGraphView(data.graph, "")}
</section>
<div class="narrow">
<section id="tables"><h2>Tables</h2>
${data.tables.map(formatTable).join("\n")}
</section>
${formatGaps(data)}
${formatFacts(data)}
</div>
</main>
<script type="application/json" id="table-data">${formatAsciiJson(encodeTables(data.tables, data.graph.nodes))}</script>`;
  return formatPage(formatLabel(data.title), "report", body);
}

function formatIndex(data: ReportData): string {
  const links = [
    ...(data.roots.length === 0 ? [] : [["roots", `Root blockers (${formatNumber(data.roots.length)})`]]),
    ["findings", `Findings (${formatNumber(data.rules.reduce((sum, rule) => sum + rule.findings.length, 0))})`],
    ["picture-of-waits", "Graph"],
    ...data.tables.map(({ id, title, rows }) => [`table-${id}`, `${title} (${formatNumber(rows.length)})`]),
    ["gaps", `Not read (${formatNumber(data.gaps.length)})`],
    ["facts", "About this report"],
  ] as const;
  return `<nav class="index" aria-label="Contents">${links.map(([id, text]) => `<a href="#${labelHtml(id ?? "")}">${labelHtml(text ?? "")}</a>`).join("\n")}</nav>`;
}

function formatRoots(roots: readonly ReportRoot[]): string {
  if (roots.length === 0) {
    return "";
  }
  const rest = roots.slice(MOST_ROOTS).map(formatRoot).join("\n");
  return `<section id="roots"><h2>Root blockers</h2>
${roots.slice(0, MOST_ROOTS).map(formatRoot).join("\n")}
${fold(roots.length - MOST_ROOTS, "root blockers", rest)}</section>`;
}

/** The items beyond the first ones; opens on a click and before printing. */
function fold(count: number, what: string, content: string): string {
  return count <= 0
    ? ""
    : `<details class="more"><summary>${formatNumber(count)} more ${what}</summary>\n${content}\n</details>`;
}

function formatRoot(root: ReportRoot): string {
  const processes =
    root.processes.length === 0 ? "" : `<p class="empty">Blocked: ${valueHtml(formatSomeNames(root.processes))}</p>`;
  return `<article class="${root.isDeadlock ? "root is-deadlock" : "root"}">
<header><h3>${formatLink(root.name, root.node)}</h3><b>blocks ${formatQuantity(root.heldUp, "thread")}</b></header>
<p>${valueHtml(root.reason)}</p>
${formatChain(root.chain)}
${processes}
<p><strong>Next:</strong> ${valueHtml(root.nextStep)}</p>
${formatCommands(root.commands)}
</article>`;
}

const MOST_NAMES = 8;

function formatSomeNames(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).map(formatLabel).join(", ")}${rest > 0 ? ` and ${formatNumber(rest)} more` : ""}`;
}

/** Steps shown at each end of a longer chain. */
const MOST_STEPS = 4;

function formatChain(steps: readonly ReportStep[]): string {
  const left = steps.length - 2 * MOST_STEPS;
  const shown: readonly ReportStep[] =
    left < 2
      ? steps
      : [...steps.slice(0, MOST_STEPS), { name: `${formatNumber(left)} more`, wait: "" }, ...steps.slice(-MOST_STEPS)];
  const items = shown.map(({ name, wait, age, node }) => {
    const why =
      wait === undefined
        ? ""
        : `<span class="why">${valueHtml(wait)}${age === undefined ? "" : `, <span class="age">${labelHtml(age)}</span>`}</span>`;
    const who =
      node === undefined
        ? `<span class="who">${labelHtml(name)}</span>`
        : `<button type="button" class="who" data-node="${labelHtml(node)}">${labelHtml(name)}</button>`;
    return `<li>${who}${why}</li>`;
  });
  return items.length === 0 ? "" : `<ol class="chain">${items.join("\n")}</ol>`;
}

function formatLink(name: string, node: string | undefined): string {
  return node === undefined
    ? labelHtml(name)
    : `<button type="button" class="link" data-node="${labelHtml(node)}">${labelHtml(name)}</button>`;
}

function formatCommands(commands: readonly string[]): string {
  const items = commands.map(
    (command) =>
      `<span class="command"><code>${valueHtml(command)}</code><button type="button" class="copy">Copy</button></span>`,
  );
  return items.length === 0 ? "" : `<div class="commands">${items.join("\n")}</div>`;
}

function formatRules(rules: readonly ReportRule[]): string {
  const content = rules.length === 0 ? '<p class="empty">Nothing found.</p>' : rules.map(formatRule).join("\n");
  return `<section id="findings"><h2>Findings</h2>\n${content}\n</section>`;
}

function formatRule({ title, severity, meaning, findings }: ReportRule): string {
  const isCritical = severity === "Error";
  return `<article class="${isCritical ? "rule is-critical" : "rule"}">
<h3>${labelHtml(title)} <span>${labelHtml(severity)}, ${formatNumber(findings.length)}</span></h3>
${meaning === undefined ? "" : `<p class="empty">${valueHtml(meaning)}</p>`}
${findings.slice(0, MOST_FINDINGS).map(formatFinding).join("\n")}
${fold(findings.length - MOST_FINDINGS, "findings", findings.slice(MOST_FINDINGS).map(formatFinding).join("\n"))}
</article>`;
}

function formatFinding({ text, evidence, nextStep, commands }: ReportFinding): string {
  const list =
    evidence.length === 0 ? "" : `<ul>${evidence.map((line) => `<li>${valueHtml(line)}</li>`).join("\n")}</ul>`;
  const next = nextStep === "" ? "" : `<p><strong>Next:</strong> ${valueHtml(nextStep)}</p>`;
  return `<div class="finding"><p>${paragraphHtml(text)}</p>\n${list}${next}${formatCommands(commands)}</div>`;
}

function formatGaps({ gaps }: ReportData): string {
  const content =
    gaps.length === 0
      ? '<p class="empty">Everything could be read.</p>'
      : `<div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col">Why</th></tr></thead><tbody>${gaps
          .map(({ what, reason }) => `<tr><td>${valueHtml(what)}</td><td>${valueHtml(reason)}</td></tr>`)
          .join("\n")}</tbody></table></div>`;
  return `<section id="gaps"><h2>What could not be read</h2>\n${content}\n</section>`;
}

function formatFacts({ facts, version }: ReportData): string {
  const rows = facts.map(({ label, value }) => `<dt>${labelHtml(label)}</dt><dd>${valueHtml(value)}</dd>`);
  return `<section id="facts"><h2>About this report</h2>
<dl>${rows.join("\n")}<dt>Written by</dt><dd>alpcx ${labelHtml(version)}</dd></dl>
</section>`;
}
