/** The style sheet of the documentation. */
export const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
a{color:#0b5cad}h2{margin-top:2.5rem;border-bottom:1px solid #d8dee4}h3{margin:2rem 0 .25rem}.doc h3 code{font-size:1.05em}
.doc code,.doc pre{font:14px/1.45 ui-monospace,monospace;background:#f3f4f6;border-radius:4px}.doc code{padding:.1rem .3rem}
.doc pre{padding:.75rem 1rem;overflow-x:auto;margin:.5rem 0}.doc p{margin:.25rem 0}.note{color:#57606a}
.tag{font-size:.75rem;color:#57606a;border:1px solid #d8dee4;border-radius:4px;padding:0 .3rem;margin-left:.4rem;font-weight:400}
table{border-collapse:collapse}nav{columns:16rem;padding:.5rem 0}nav a{display:block}
.doc td,.doc th{padding:.3rem 1rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #d8dee4}
`;
