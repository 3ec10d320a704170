/// What stands in front of the body of every page; well-formed as XML, too.
enum HeadTemplate {
    static let text: String = #"""
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="{{policy}}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{{pageTitle}}</title>
        <link rel="icon" href="{{icon}}" />
        <style>{{{style}}}</style>
        </head>

        """#
}
