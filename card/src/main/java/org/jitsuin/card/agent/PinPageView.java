package org.jitsuin.card.agent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.card.holder.CertificateWords;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;

/** The page at which a holder enters a PIN, in both languages, without scripts. */
final class PinPageView {
  private static final String STYLE =
      """
      body{font-family:"BIZ UDPGothic","Noto Sans JP","Noto Sans CJK JP",sans-serif;max-width:36rem;\
      margin:2rem auto;padding:0 1rem;font-size:1.25rem;line-height:1.6;color:#1a1a1a;background:#fff}\
      label{display:block;margin:1.5rem 0 .75rem;font-weight:bold}\
      input{font-size:2rem;width:100%;box-sizing:border-box;padding:.5rem;border:2px solid #1a1a1a;\
      border-radius:.5rem;-webkit-text-security:disc}\
      button{margin-top:2rem;font-size:1.5rem;padding:.75rem 2rem;border:0;border-radius:.5rem;\
      background:#0017c1;color:#fff}\
      input:focus,button:focus{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d}\
      .wrong{border:3px solid #ce0000;padding:1rem;border-radius:.5rem}\
      """;

  private static final Words OVER =
      new Words(
          "入力は終わりました。この画面を閉じてください。", "Nothing more is entered here. Please close this window.");

  private PinPageView() {}

  /** The headers under which it is shown: nothing but itself is loaded, and nobody frames it. */
  static Map<String, String> headers() {
    byte[] hash = Fingerprint.of(STYLE.getBytes(StandardCharsets.UTF_8)).octets();
    return Map.of(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            .formatted(Base64.getEncoder().encodeToString(hash)),
        "X-Frame-Options",
        "DENY",
        "Cross-Origin-Opener-Policy",
        "same-origin",
        // No less: the browser would not say that the form is the page's own.
        "Referrer-Policy",
        "same-origin");
  }

  /** Asks for a PIN, and says what was wrong with the one before. */
  static Bytes form(KeyUse use, Optional<Words> wrong) {
    Words name = CertificateWords.name(use);
    Words rule = rule(use);
    String keyboard = use == KeyUse.USER_IDENTIFICATION ? "numeric" : "text";
    String said =
        wrong
            .map(words ->
                "<div class=\"wrong\" role=\"alert\"><p>%s</p><p lang=\"en\">%s</p></div>"
                    .formatted(words.ja(), words.en()))
            .orElse("");
    return page(
        """
        <h1>%s</h1><p lang="en">%s</p>%s
        <p>%s</p><p lang="en">%s</p>
        <form method="post" autocomplete="off"><input type="hidden" name="use" value="%s">
        <label for="pin">新しい暗証番号 <span lang="en">New PIN</span></label>
        <input id="pin" name="pin" type="text" inputmode="%s" autocomplete="off" spellcheck="false" autocapitalize="off" maxlength="16" required autofocus>
        <label for="again">もう一度 <span lang="en">Once more</span></label>
        <input id="again" name="again" type="text" inputmode="%s" autocomplete="off" spellcheck="false" autocapitalize="off" maxlength="16" required>
        <button>設定する <span lang="en">Set it</span></button></form>
        """
            .formatted(
                name.ja() + "の暗証番号",
                "PIN of the " + name.en(),
                said,
                rule.ja(),
                rule.en(),
                use.authority().id(),
                keyboard,
                keyboard));
  }

  private static Words rule(KeyUse use) {
    return switch (use) {
      case SIGNATURE ->
          new Words(
              "半角の英字と数字の両方を含む6文字から16文字です。小文字は大文字になります。",
              "6 to 16 letters and digits, both of them. Small letters become capitals.");
      case USER_IDENTIFICATION ->
          new Words(
              "半角の数字4桁です。生年月日など、人に知られている番号は避けてください。",
              "Four digits; not your birth date or another number that people know.");
    };
  }

  /** Says that nothing is asked for. */
  static Bytes over() {
    return page("<h1>%s</h1><p lang=\"en\">%s</p>".formatted(OVER.ja(), OVER.en()));
  }

  private static Bytes page(String content) {
    return Bytes.of(
        """
        <!DOCTYPE html>
        <html lang="ja"><head><meta charset="utf-8"><title>暗証番号 / PIN</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>%s</style></head><body><main>%s</main></body></html>
        """
            .formatted(STYLE, content)
            .getBytes(StandardCharsets.UTF_8));
  }
}
