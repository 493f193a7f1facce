package org.jitsuin.sandbox.provider;

import static org.jitsuin.sandbox.http.Html.button;
import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.client.Clients;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Parameters;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.verifier.Words;

/** The page at which a party registers itself: no contract, no waiting. */
final class ClientPages {
  private static final Words TITLE = new Words("Register a party", "サービスの登録");

  private final String issuer;
  private final Clients clients;

  ClientPages(String issuer, Clients clients) {
    this.issuer = issuer;
    this.clients = clients;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/clients", _ -> form(Optional.empty(), "", "")),
        Route.post("/clients", this::register));
  }

  private static Answer form(Optional<Refused> problem, String name, String redirects) {
    return Html.page(
        problem.map(Refused::status).orElse(200),
        TITLE,
        problem.map(refused -> Html.wrong(refused.words())).orElse("")
            + paragraph(
                "審査も契約もありません。試験用です。", "There is no contract and no waiting; it is for trying.")
            + "<form method=\"post\" autocomplete=\"off\">"
            + "<label for=\"name\">サービスの名前 <span lang=\"en\">Name of the party</span></label>"
            + "<input id=\"name\" name=\"name\" maxlength=\"100\" required value=\"%s\">"
                .formatted(text(name))
            + "<label for=\"redirects\">戻り先のアドレス（1行に1つ）"
            + " <span lang=\"en\">Addresses to return to, one a line</span></label>"
            + "<textarea id=\"redirects\" name=\"redirects\" rows=\"3\" required>%s</textarea>"
                .formatted(text(redirects))
            + button("main", "act", "register", new Words("Register", "登録する"))
            + "</form>");
  }

  private Answer register(Asked asked) {
    asked.requireOwnPage(Client.origin(issuer));
    Parameters form = asked.form();
    String name = form.one("name").map(String::strip).orElse("");
    String redirects = form.one("redirects").orElse("");
    try {
      return shown(
          clients.register(
              name,
              Arrays.stream(redirects.split("\\R", -1))
                  .map(String::strip)
                  .filter(line -> !line.isEmpty())
                  .toList()));
    } catch (Refused e) {
      return form(Optional.of(e), name, redirects);
    }
  }

  private Answer shown(Clients.Registered registered) {
    Client client = registered.client();
    return Html.page(
        201,
        TITLE,
        paragraph(
                "登録しました。client_secret は今だけ表示されます。控えてください。",
                "It is registered. The secret is shown now and never again.")
            + "<table><tr><th>client_id</th><td><code id=\"client-id\">%s</code></td></tr>"
                .formatted(text(client.id()))
            + "<tr><th>client_secret</th><td><code id=\"client-secret\">%s</code></td></tr>"
                .formatted(text(registered.secret()))
            + "<tr><th>issuer</th><td><code>%s</code></td></tr>".formatted(text(issuer))
            + "<tr><th>redirect_uri</th><td><code>%s</code></td></tr></table>"
                .formatted(text(String.join("\n", client.redirects()))));
  }
}
