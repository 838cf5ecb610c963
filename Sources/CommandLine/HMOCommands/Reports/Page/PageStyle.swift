/// How a report's page looks: light and dark, on a screen of any width and on paper.
enum PageStyle {
  /// The style sheet.
  static let text = colors + layout + tables + charts + paper

  private static let colors = """
    :root { color-scheme: light dark; --page: #f6f7f9; --sheet: #ffffff; --ink: #16191d;
      --quiet: #586270; --rule: #e1e5ea; --kept: #2457c5; --otherwise: #c65a11; --wash: #eef3fd; }
    @media (prefers-color-scheme: dark) {
      :root { --page: #111418; --sheet: #1a1e24; --ink: #eceff3; --quiet: #a2adba; --rule: #303741;
        --kept: #7aa5ff; --otherwise: #f3a35c; --wash: #1e2838; } }

    """

  private static let layout = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--page); color: var(--ink);
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    .page { max-width: 76rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem 1rem; }
    .kind { margin: 0; color: var(--kept); font-size: .8125rem; font-weight: 600;
      letter-spacing: .08em; text-transform: uppercase; }
    h1 { margin: .25rem 0 .75rem; font-size: clamp(1.75rem, 4vw, 2.5rem); line-height: 1.15;
      letter-spacing: -.02em; }
    .lead { max-width: 46rem; margin: 0 0 2rem; color: var(--quiet); font-size: 1.0625rem; }
    .lead b { color: var(--ink); font-weight: 600; }
    .tiles { display: grid; gap: 1rem; margin: 0 0 2.5rem; padding: 0;
      grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
    .tiles div { padding: 1.125rem 1.25rem; background: var(--sheet); border: 1px solid var(--rule);
      border-radius: .75rem; }
    .tiles .main { background: var(--wash); border-color: var(--kept); }
    .tiles .other { border-color: var(--otherwise); }
    .tiles dt { color: var(--quiet); font-size: .8125rem; }
    .tiles dd { margin: .125rem 0 0; font-size: 1.5rem; font-weight: 650; line-height: 1.25;
      letter-spacing: -.01em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    .tiles dd small { display: block; color: var(--quiet); font-size: .8125rem; font-weight: 400;
      letter-spacing: 0; }
    section { margin: 0 0 1.5rem; padding: 1.5rem; background: var(--sheet);
      border: 1px solid var(--rule); border-radius: .75rem; }
    h2 { margin: 0 0 1rem; font-size: 1.1875rem; letter-spacing: -.01em; }
    figure + .scroll { margin-top: 1.5rem; }
    .notes { color: var(--quiet); font-size: .875rem; }
    .notes ul { margin: 0; padding-left: 1.1rem; columns: 22rem; column-gap: 2.5rem; }
    .notes li { break-inside: avoid; margin: 0 0 .5rem; }

    """

  private static let tables = """
    .scroll { overflow-x: auto; }
    .scroll:focus-visible { outline: 2px solid var(--kept); outline-offset: 4px; }
    table { width: 100%; border-collapse: collapse; font-size: .875rem; }
    caption { padding: 0 0 .5rem; color: var(--quiet); font-size: .8125rem; text-align: left; }
    th, td { padding: .4375rem 0 .4375rem 1rem; text-align: right; white-space: nowrap;
      font-variant-numeric: tabular-nums; border-bottom: 1px solid var(--rule); }
    th:first-child { padding-left: 0; text-align: left; white-space: normal; min-width: 8.5rem;
      font-weight: 500; }
    th small { display: block; color: var(--quiet); font-weight: 400; white-space: nowrap; }
    thead th { color: var(--quiet); font-size: .75rem; font-weight: 600; vertical-align: bottom;
      white-space: normal; }
    tfoot th, tfoot td { border-bottom: 0; border-top: 2px solid var(--ink); font-weight: 650; }
    tfoot th:first-child { font-weight: 650; }
    .is-kept { color: var(--kept); font-weight: 600; }
    .is-otherwise { color: var(--otherwise); font-weight: 600; }

    """

  private static let charts = """
    figure { margin: 0; }
    figcaption { margin: 0 0 .5rem; color: var(--quiet); font-size: .8125rem; }
    svg { display: block; width: 100%; min-width: 46rem; height: auto; font-size: 13px; }
    svg text { fill: var(--ink); font-variant-numeric: tabular-nums; }
    svg .name { text-anchor: end; }
    svg .tick { fill: var(--quiet); text-anchor: end; font-size: 12px; }
    svg .month { fill: var(--quiet); text-anchor: middle; font-size: 12px; }
    svg .value { fill: var(--quiet); font-size: 12px; }
    svg line { shape-rendering: crispEdges; stroke: var(--rule); }
    svg .zero { stroke: var(--quiet); }
    .kept { fill: var(--kept); }
    .otherwise { fill: var(--otherwise); }
    .key { display: flex; gap: 1.25rem; margin: 0 0 .5rem; padding: 0; list-style: none;
      font-size: .8125rem; }
    .key li::before { content: ""; display: inline-block; width: .75rem; height: .75rem;
      margin-right: .4rem; border-radius: 2px; background: var(--kept); vertical-align: -1px; }
    .key li + li::before { background: var(--otherwise); }

    """

  private static let paper = """
    @page { margin: 16mm; }
    @media print {
      :root { --page: #fff; --sheet: #fff; --ink: #000; --quiet: #444; --rule: #ccc;
        --kept: #2457c5; --otherwise: #c65a11; --wash: #fff; }
      body { font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .page { max-width: none; padding: 0; }
      .skip { display: none; }
      section, .tiles div { break-inside: avoid; }
      section.long { break-inside: auto; }
      tr { break-inside: avoid; }
      .scroll { overflow: visible; }
      table { font-size: 9pt; }
      svg { min-width: 0; } }
    """
}
