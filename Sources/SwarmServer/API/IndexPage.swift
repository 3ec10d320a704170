/// The page at `/`: what this server is and what it answers.
enum IndexPage {
    static func html(endpoints: [(method: String, path: String)]) -> String {
        let rows = endpoints.map { "<li><code>\($0.method) \($0.path)</code></li>" }.joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>SwarmBot server</title></head>
            <body>
            <h1>SwarmBot server</h1>
            <p>Agents work on tasks here. Watch them over Socket.IO at <code>/socket.io/</code>, or poll
            <a href="/api/swarm"><code>/api/swarm</code></a>.</p>
            <ul>
            \(rows)
            </ul>
            </body>
            </html>

            """
    }
}
