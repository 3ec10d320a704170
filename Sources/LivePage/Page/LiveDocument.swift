/// The page of a running scenario: one file that needs nothing from anywhere else. What it shows comes as events.
enum LiveDocument {
    static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>bench: live</title>
        <link rel="icon" href="data:,">
        <style>
        \(LiveStyle.css)
        </style>
        </head>
        <body>
        <div class="page live">
        \(summary)
        <main>
        \(plots)
        \(tables)
        </main>
        <footer class="quiet">
        <p>Live figures come from a sample of what the simulated clients receive, each within some 3 %. The report
        has the exact ones.</p>
        </footer>
        </div>
        <script>
        \(LiveScript.javaScript)
        </script>
        </body>
        </html>

        """

    private static let summary = #"""
        <header class="summary">
        <p class="eyebrow"><strong id="scenario">bench</strong> <span id="trial"></span></p>
        <h1 id="headline" role="status">Waiting for the first trial</h1>
        <p class="quiet" id="report" hidden></p>
        <div class="progress" id="progress">
        <progress id="share" max="1" value="0" aria-label="part of the run that is over"></progress>
        <span id="left" class="quiet"></span>
        </div>
        <dl class="tiles">
        <div class="tile"><dt>clients connected</dt><dd id="clients">-</dd></div>
        <div class="tile"><dt>messages a second</dt><dd id="rate">-</dd></div>
        <div class="tile"><dt>errors in this trial</dt><dd id="errors">-</dd></div>
        <div class="tile"><dt>server CPU</dt><dd id="cpu">-</dd></div>
        <div class="tile"><dt>server memory</dt><dd id="memory">-</dd></div>
        </dl>
        <dl class="tiles">
        <div class="tile"><dt><span class="quantity">update latency</span>, p50 of the last 5 s</dt><dd id="p50">-</dd></div>
        <div class="tile"><dt>p90</dt><dd id="p90">-</dd></div>
        <div class="tile"><dt>p99</dt><dd id="p99">-</dd></div>
        <div class="tile"><dt>largest</dt><dd id="max">-</dd></div>
        </dl>
        </header>
        """#

    private static let plots = #"""
        <section>
        <h2 id="latency-title"><span class="quantity">update latency</span> in this trial, each second</h2>
        <figure>
        <svg id="latency" class="plot" viewBox="0 0 720 260" role="img" aria-labelledby="latency-title"></svg>
        <figcaption class="readout"><span id="latency-legend" class="readout"></span>
        <output id="latency-readout"></output></figcaption>
        </figure>
        </section>

        <section>
        <h2 id="messages-title">Messages a second</h2>
        <figure>
        <svg id="messages" class="plot" viewBox="0 0 720 160" role="img" aria-labelledby="messages-title"></svg>
        <figcaption class="readout"><span id="messages-legend" class="readout"></span>
        <output id="messages-readout"></output></figcaption>
        </figure>
        </section>
        """#

    private static let tables = #"""
        <details id="table">
        <summary>Both as a table</summary>
        <div class="scroll"><table><thead><tr><th>second</th><th class="name">phase</th><th>p50</th><th>p90</th>
        <th>p99</th><th>largest</th><th>messages/s</th><th>clients</th><th>errors</th><th>server CPU</th></tr></thead>
        <tbody id="seconds"></tbody></table></div>
        </details>

        <section id="results" hidden>
        <h2>Results so far</h2>
        <div class="scroll"><table><thead><tr><th class="name">cell</th>\#(columns)</tr></thead>
        <tbody id="cells"></tbody></table></div>
        <p class="quiet">Means of the finished trials that count; the report has their intervals.</p>
        </section>
        """#

    private static let columns = LiveState.columns.map { "<th>\($0)</th>" }.joined()
}
