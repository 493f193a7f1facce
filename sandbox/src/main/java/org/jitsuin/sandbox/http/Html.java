package org.jitsuin.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.verifier.Words;

/** Pages: Japanese and English beside each other, no scripts, nothing loaded from anywhere. */
public final class Html {
  private static final String STYLE =
      """
      body{font-family:"BIZ UDPGothic","Noto Sans JP","Noto Sans CJK JP",sans-serif;max-width:44rem;\
      margin:2rem auto;padding:0 1rem;line-height:1.6;color:#1a1a1a;background:#fff}\
      h1{font-size:1.6rem;border-bottom:4px solid #0017c1;padding-bottom:.5rem}\
      h2{font-size:1.2rem;margin-top:2rem}\
      [lang=en]{color:#555;font-size:.9em}\
      label{display:block;margin:1rem 0 .25rem;font-weight:bold}\
      input,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:2px solid #555;border-radius:.5rem}\
      button{font:inherit;width:100%;text-align:left;margin:.4rem 0;padding:.75rem 1rem;border:2px solid #0017c1;\
      border-radius:.5rem;background:#fff;color:#0017c1;cursor:pointer}\
      button.main{background:#0017c1;color:#fff;text-align:center;margin-top:1.5rem}\
      button.quiet{border-color:#555;color:#333;text-align:center}\
      button [lang=en]{color:inherit}\
      input:focus,textarea:focus,button:focus,a:focus{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d}\
      pre,code{background:#f1f1f4;border-radius:.4rem;overflow-wrap:anywhere;white-space:pre-wrap}\
      pre{padding:.75rem}\
      table{border-collapse:collapse;width:100%}\
      th,td{border:1px solid #999;padding:.5rem;text-align:left;overflow-wrap:anywhere;vertical-align:top}\
      th{background:#f1f1f4;width:12rem}\
      .wrong{border:3px solid #ce0000;padding:.5rem 1rem;border-radius:.5rem}\
      .note{background:#fff8d6;border:2px solid #b78f00;padding:.5rem 1rem;border-radius:.5rem;margin:1rem 0}\
      """;

  private static final String HASH =
      Base64.getEncoder()
          .encodeToString(Fingerprint.of(STYLE.getBytes(StandardCharsets.UTF_8)).octets());

  private Html() {}

  /**
   * Returns the policy for browsers: nothing is loaded, run or framed.
   *
   * @param forms where forms may lead besides to ourselves, separated by blanks; may be empty
   */
  public static String policy(String forms) {
    return "default-src 'none'; style-src 'sha256-"
        + HASH
        + "'; form-action 'self'"
        + (forms.isEmpty() ? "" : " " + forms)
        + "; base-uri 'none'; frame-ancestors 'none'";
  }

  /** Returns a text in which nothing is markup. */
  public static String text(String any) {
    StringBuilder escaped = new StringBuilder(any.length());
    for (int i = 0; i < any.length(); i++) {
      char next = any.charAt(i);
      switch (next) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(next);
      }
    }
    return escaped.toString();
  }

  /** Returns an element with both languages in it. */
  public static String both(String element, Words words) {
    return "<%s>%s <span lang=\"en\">%s</span></%s>"
        .formatted(element, text(words.ja()), text(words.en()), element);
  }

  /** Returns a paragraph with both languages. */
  public static String paragraph(String ja, String en) {
    return both("p", new Words(en, ja));
  }

  /** Returns a heading with both languages. */
  public static String heading(String ja, String en) {
    return both("h2", new Words(en, ja));
  }

  /** Returns a hidden field. */
  public static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(text(name), text(value));
  }

  /** Returns a button with both languages. */
  public static String button(String kind, String name, String value, Words words) {
    return "<button class=\"%s\" name=\"%s\" value=\"%s\">%s <span lang=\"en\">%s</span></button>"
        .formatted(kind, text(name), text(value), text(words.ja()), text(words.en()));
  }

  /** Returns what was wrong. */
  public static String wrong(Words words) {
    return "<div class=\"wrong\" role=\"alert\"><p>%s</p><p lang=\"en\">%s</p></div>"
        .formatted(text(words.ja()), text(words.en()));
  }

  /** Returns a page of that content. */
  public static Answer page(int status, Words title, String content) {
    return Answer.html(
        status,
        """
        <!DOCTYPE html>
        <html lang="ja"><head><meta charset="utf-8"><title>%s / %s</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>%s</style></head><body><main>%s
        %s</main></body></html>
        """
            .formatted(text(title.ja()), text(title.en()), STYLE, both("h1", title), content));
  }
}
