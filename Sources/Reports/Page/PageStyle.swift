/// How the page of a report looks: system fonts, one column, light or dark as its reader likes, and on paper.
enum PageStyle {
  /// The style sheet. It has no `<`, `>`, `&` or double quote, which would be escaped.
  static let sheet = """
    :root { color-scheme: light dark; --ink: #1f2328; --muted: #59636e; --paper: #ffffff; --rule: #d1d9e0;
      --tint: #f6f8fa; --link: #0a5ca8 }
    @media screen and (prefers-color-scheme: dark) {
      :root { --ink: #e6edf3; --muted: #9198a1; --paper: #0d1117; --rule: #3d444d; --tint: #151b23; --link: #6cb6ff }
    }
    * { box-sizing: border-box }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
    body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 70rem; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif;
      overflow-wrap: break-word }
    h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.25rem }
    h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.75rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--rule) }
    h3 { font-size: 1.05rem; margin: 1.75rem 0 0.5rem }
    p, ul, dl, figcaption { max-width: 46rem }
    a { color: var(--link) }
    .muted, figcaption { color: var(--muted) }
    .verdict { border-left: 4px solid var(--link); padding: 0.25rem 0 0.25rem 1rem; margin: 1.25rem 0; font-size: 1.1rem;
      max-width: 46rem }
    .verdict p { margin: 0.4rem 0 }
    nav ul { list-style: none; margin: 1rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; max-width: none }
    nav a { display: inline-block; padding: 0.2rem 0 }
    .table { overflow-x: auto; margin: 1rem 0; max-width: 100% }
    table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums }
    caption { text-align: left; color: var(--muted); padding-bottom: 0.4rem }
    caption span { display: inline-block; position: sticky; left: 0; max-width: min(100vw - 2rem, 46rem) }
    th, td { padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; text-align: left;
      white-space: nowrap }
    thead th { border-bottom: 2px solid var(--rule); vertical-align: bottom }
    tbody th { font-weight: normal; position: sticky; left: 0; background: var(--paper) }
    .right { text-align: right }
    figure { margin: 1.5rem 0 2rem }
    figure h3 { margin: 0 0 0.4rem }
    .panels { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: flex-start; margin: 0.5rem 0 }
    .panels.group { margin: 0; flex: none; max-width: 100% }
    .panels svg { display: block; flex: none; max-width: 100%; height: auto }
    @media (min-width: 60rem) {
      .beside { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; align-items: start }
      .beside .wide svg { width: 27rem }
      .small svg { width: 12.6rem }
      .large svg { width: 32rem }
    }
    .keys { display: flex; flex-wrap: wrap; gap: 0.15rem 1.1rem; list-style: none; padding: 0; margin: 0.4rem 0; font-size: 0.85rem;
      max-width: none }
    .keys svg { vertical-align: -0.05rem; margin-right: 0.4rem }
    figcaption { font-size: 0.875rem }
    .files { margin-left: 0.35rem; white-space: nowrap }
    pre, code { font: 0.85rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace }
    pre { background: var(--tint); border: 1px solid var(--rule); border-radius: 6px; padding: 0.75rem 1rem; overflow-x: auto }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 1rem 0 }
    dt { color: var(--muted) }
    dd { margin: 0; min-width: 0; overflow-wrap: anywhere }
    summary { cursor: pointer; color: var(--link); padding: 0.25rem 0 }
    @media (max-width: 30rem) {
      body { font-size: 15px }
      h1 { font-size: 1.45rem }
      .verdict { font-size: 1rem }
      table { width: max-content }
      tbody th, thead th:first-child { white-space: normal; overflow-wrap: anywhere; max-width: 10.5rem }
      .panels { gap: 0.75rem 0.4rem }
      dl { grid-template-columns: 1fr; gap: 0 }
      dd { margin-bottom: 0.6rem }
    }
    @media print {
      @page { margin: 16mm }
      body { padding: 0; max-width: none; font-size: 10.5pt }
      nav, .files, details { display: none }
      h2, h3, caption { break-after: avoid }
      figcaption { break-before: avoid; break-inside: avoid }
      .panels svg, tr, .verdict, .keys { break-inside: avoid }
      figure h3 + .keys { break-after: avoid }
      .table { overflow: visible }
      tbody th { position: static }
      table { font-size: 8.5pt }
      th, td { padding-right: 0.5rem }
      pre { white-space: pre-wrap }
      a { color: inherit; text-decoration: none }
    }
    """
}
