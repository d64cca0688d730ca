/** The frame of every page that alpcx writes. */
import { escapeHtml } from "./html-text.ts";
import { pageScript, pageStyle } from "./page-assets.ts";

/** `kind`: class of the body. `body`: HTML. The page's policy forbids network access. */
export function formatPage(title: string, kind: "page" | "report", body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${pageStyle()}</style>
</head>
<body class="${kind}">
${body}
<script>${pageScript()}</script>
</body>
</html>
`;
}
