package org.jitsuin.sandbox.provider;

import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import java.util.List;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.verifier.Words;

/** What is here. */
final class FrontPage {
  private final String issuer;
  private final boolean takesCards;

  FrontPage(String issuer, boolean takesCards) {
    this.issuer = issuer;
    this.takesCards = takesCards;
  }

  List<Route> routes() {
    return List.of(Route.get("/", _ -> page()));
  }

  private Answer page() {
    return Html.page(
        200,
        new Words("Sandbox for relying parties", "サービス事業者のための試験環境"),
        "<div class=\"note\">"
            + paragraph(
                "試験専用です。実在の人の情報を入れないでください。", "For trying only: enter nothing of real people.")
            + "</div><table>"
            + row("OpenID Connect", issuer + "/.well-known/openid-configuration")
            + link("サービスの登録", "Register a party", "/clients")
            + link("ポータル（見本）", "A portal to be read", "/portal")
            + (takesCards
                ? link("電子申請（見本）", "An office for filings to be read", "/filing")
                    + link("コンビニ交付（見本）", "A kiosk to be read", "/kiosk")
                    + link("同意の一覧", "Who was told what of you", "/portal/consents")
                : "")
            + "</table>"
            + (takesCards
                ? paragraph(
                    "マイナンバーカード（仮想カードを含む）と、試験用の人が使えます。",
                    "Cards, virtual ones too, and test persons may come.")
                : paragraph(
                    "認証局に接続していないため、試験用の人だけが使えます。",
                    "No authority is connected: test persons only.")));
  }

  private static String row(String name, String address) {
    return "<tr><th>%s</th><td><code>%s</code></td></tr>".formatted(text(name), text(address));
  }

  private static String link(String ja, String en, String path) {
    return "<tr><th>%s <span lang=\"en\">%s</span></th><td><a href=\"%s\">%s</a></td></tr>"
        .formatted(text(ja), text(en), path, path);
  }
}
