package org.jitsuin.sandbox.provider;

import static org.jitsuin.sandbox.http.Html.both;
import static org.jitsuin.sandbox.http.Html.button;
import static org.jitsuin.sandbox.http.Html.heading;
import static org.jitsuin.sandbox.http.Html.hidden;
import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.login.Logins.Begun;
import org.jitsuin.sandbox.login.PartyRequest;
import org.jitsuin.sandbox.person.TestPerson;
import org.jitsuin.verifier.Words;

/** The pages of a login. */
final class AuthorizePages {
  private static final Map<String, Words> TOLD =
      Map.of(
          "name", new Words("name", "氏名"),
          "address", new Words("address", "住所"),
          "birthdate", new Words("birth date", "生年月日"),
          "gender", new Words("sex", "性別"),
          "sign", new Words("your signature on a document", "文書への電子署名"));

  private final String issuer;
  private final boolean takesCards;

  AuthorizePages(String issuer, boolean takesCards) {
    this.issuer = issuer;
    this.takesCards = takesCards;
  }

  /** Asks who comes. */
  Answer choose(Begun begun, Optional<Refused> problem) {
    PartyRequest request = begun.login().request();
    String content =
        problem.map(refused -> Html.wrong(refused.words())).orElse("")
            + told(request)
            + card(begun)
            + persons(begun.name())
            + cancel(begun.name());
    return Html.page(
            problem.map(Refused::status).orElse(200),
            new Words("Log in with your card", "マイナンバーカードでログイン"),
            content)
        .with("Content-Security-Policy", Html.policy(Client.origin(request.redirect())));
  }

  private static String told(PartyRequest request) {
    StringBuilder list = new StringBuilder();
    for (String scope : RequestCheck.SCOPES) {
      if (request.scopes().contains(scope) && TOLD.containsKey(scope)) {
        list.append(both("li", TOLD.get(scope)));
      }
    }
    String name = text(request.client().name());
    return "<p><strong>"
        + name
        + "</strong> にログインします。<span lang=\"en\">You log in at "
        + name
        + ".</span></p>"
        + (list.isEmpty()
            ? paragraph("氏名や住所は渡しません。", "It is told neither your name nor your address.")
            : paragraph("次の内容を渡します。", "It is given:") + "<ul>" + list + "</ul>");
  }

  private String card(Begun begun) {
    if (!takesCards) {
      return "";
    }
    return heading("カードで", "With a card")
        + paragraph("カードを読み取り機に置いて、次を実行してください。", "Put your card into the reader, and run this:")
        + "<pre>./jitsuin holder login %s/card/%s</pre>"
            .formatted(text(issuer), begun.login().card())
        + "<form method=\"post\" action=\"/authorize/confirm\" autocomplete=\"off\">"
        + hidden("login", begun.name())
        + "<label for=\"number\">表示された6桁の番号 <span lang=\"en\">the six digits that it shows</span></label>"
        + "<input id=\"number\" name=\"number\" inputmode=\"numeric\" maxlength=\"6\" required>"
        + button("main", "act", "confirm", new Words("Log in", "ログイン"))
        + "</form>";
  }

  private static String persons(String login) {
    StringBuilder form = new StringBuilder();
    form.append(heading("カードがない場合：試験用の人", "Without a card: a test person"))
        .append("<form method=\"post\" action=\"/authorize/person\">")
        .append(hidden("login", login));
    for (TestPerson person : TestPerson.values()) {
      form.append(
          "<button name=\"person\" value=\"%s\"><strong>%s</strong> %s <span lang=\"en\">%s</span></button>"
              .formatted(
                  person.name(),
                  text(person.attributes().name()),
                  text(person.label().ja()),
                  text(person.label().en())));
    }
    return form.append("</form>").toString();
  }

  private static String cancel(String login) {
    return "<form method=\"post\" action=\"/authorize/cancel\">"
        + hidden("login", login)
        + button("quiet", "act", "cancel", new Words("Cancel", "中止"))
        + "</form>";
  }

  /** Says why somebody is not let in, and leads back to the party. */
  Answer refused(Words words, String back) {
    return Html.page(
        200,
        new Words("Not logged in", "ログインできませんでした"),
        Html.wrong(words)
            + "<p><a href=\"%s\">サービスに戻る <span lang=\"en\">Back to the party</span></a></p>"
                .formatted(text(back)));
  }
}
