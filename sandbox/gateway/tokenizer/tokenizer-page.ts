/** The document inside the Tokenizer's iframe. The form itself is drawn by browser/page.js from the integrator's settings. */

export interface PageOptions {
  readonly announceInvalidCard: boolean;
}

export function tokenizerPage({ announceInvalidCard }: PageOptions): string {
  return `<!doctype html>
<html lang="en" data-announce-invalid="${announceInvalidCard}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Payment details</title>
<link rel="stylesheet" href="/tokenizer/page/page.css">
<script type="module" src="/tokenizer/page/page.js"></script>
</head>
<body>
<div id="app"></div>
<noscript>Payment needs JavaScript.</noscript>
</body>
</html>
`;
}
