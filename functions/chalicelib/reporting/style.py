"""How a report's page looks: on paper, on a phone, by day and by night."""

STYLE = """
:root{color-scheme:light dark;--ink:#16222e;--soft:#5a6875;--ground:#f4f6f8;--card:#fff;--edge:#dfe5ea;
--c0:#1f5fa8;--c1:#d98e04;--c2:#5b9a8b;--good:#0b7a55;--bad:#b3261e;--promise:#c9d8ea;--fine:#8fbf6c}
@media (prefers-color-scheme:dark){:root{--ink:#e8eef3;--soft:#9fb0bf;--ground:#10171e;--card:#18222b;--edge:#2a3844;
--c0:#6ea8ea;--c1:#f2b544;--c2:#7cc4b2;--good:#4cc38a;--bad:#f2776d;--promise:#2f4763;--fine:#7fa860}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1180px;margin:0 auto;padding:28px 20px 40px}
header p{margin:0;color:var(--soft);font-weight:600}
h1{margin:.1em 0 .8em;font-size:clamp(1.5rem,3.4vw,2.2rem);line-height:1.2;letter-spacing:-.01em}
h2{margin:0;font-size:1.02rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(46%,200px),1fr));gap:12px;margin:0}
.tiles div,figure,section{background:var(--card);border:1px solid var(--edge);border-radius:14px}
.tiles div{padding:14px 16px;display:flex;flex-direction:column;justify-content:space-between}
dt{color:var(--soft);font-size:.86rem}
dd{margin:2px 0 0;font-size:1.55rem;font-weight:700;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.good,.warn{margin:16px 0;padding:12px 16px;border-radius:14px;border:1px solid var(--edge);border-left:6px solid var(--good);background:var(--card)}
.warn{border-left-color:var(--bad)}
.good p,.warn p{margin:0}.root{padding-top:8px}.root code{display:block;font-size:.95rem;overflow-wrap:anywhere}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr));gap:16px}
figure{margin:0;padding:16px 16px 8px}
figcaption{display:flex;flex-wrap:wrap;gap:4px 18px;justify-content:space-between;align-items:baseline}
.key{display:flex;flex-wrap:wrap;gap:2px 14px;margin:0;padding:0;list-style:none;color:var(--soft);font-size:.86rem}
.key i{display:inline-block;width:10px;height:10px;margin-right:6px;border-radius:3px}
svg{display:block;width:100%;min-width:440px;height:auto;margin-top:6px}
text{font-size:12px;fill:var(--soft);font-variant-numeric:tabular-nums}
.v,.m{text-anchor:middle}.v{fill:var(--ink);font-weight:600}.e{text-anchor:end}
.g{stroke:var(--edge)}
.c0{fill:var(--c0);background:var(--c0)}.c1{fill:var(--c1);background:var(--c1)}.c2{fill:var(--c2);background:var(--c2)}
.faces .c0{fill:var(--good);background:var(--good)}.faces .c1{fill:var(--fine);background:var(--fine)}.faces .c2{fill:var(--bad);background:var(--bad)}
polyline{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}.s0{stroke:var(--c0)}.s1{stroke:var(--c1)}
.p{fill:var(--promise);background:var(--promise)}
.r1{fill:var(--good);background:var(--good)}.r2{fill:var(--bad);background:var(--bad)}
section{margin-top:16px;padding:16px}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;margin-top:8px}
th,td{padding:8px 10px;text-align:right;border-top:1px solid var(--edge);font-variant-numeric:tabular-nums;white-space:nowrap}
th{border:0;color:var(--soft);font-size:.86rem;font-weight:600}
th:first-child,td:first-child{text-align:left;white-space:normal}
footer{margin-top:18px;color:var(--soft);font-size:.86rem}
@media print{svg{min-width:0}}
@media print{body{background:#fff}main{padding:0}.plots{grid-template-columns:1fr 1fr}figure,section,.tiles div{break-inside:avoid}}
"""
