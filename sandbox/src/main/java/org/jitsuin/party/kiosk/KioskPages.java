package org.jitsuin.party.kiosk;

import static org.jitsuin.sandbox.http.Html.button;
import static org.jitsuin.sandbox.http.Html.hidden;
import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Json;
import org.jitsuin.sandbox.http.Parameters;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.verifier.Words;

/** The kiosk's screen, and where the holder's client brings what the card signed. */
public final class KioskPages {
  private static final Words TITLE = new Words("Kiosk", "コンビニ交付");
  private static final int LONGEST = 64 * 1024;

  private final String address;
  private final Kiosk kiosk;
  private final InstantSource clock;

  /**
   * @param address where it is reached, with its path
   */
  public KioskPages(String address, Kiosk kiosk, InstantSource clock) {
    this.address = address;
    this.kiosk = kiosk;
    this.clock = clock;
  }

  /** Returns its addresses. */
  public List<Route> routes() {
    return List.of(
        Route.get("/kiosk", _ -> begin()),
        Route.get("/kiosk/card/*", this::ask),
        new Route("POST", "/kiosk/card/*", LONGEST, this::identify),
        Route.post("/kiosk/print", this::print));
  }

  private Answer begin() {
    String visit = kiosk.begin(clock.instant());
    return Html.page(
        200,
        TITLE,
        paragraph(
                "住民票の写しを印刷します。カードを置いて、次を実行してください。",
                "A copy of your resident record. Put the card into the reader, and run this:")
            + "<pre>./jitsuin holder login %s/card/%s</pre>".formatted(text(address), visit)
            + "<form method=\"post\" action=\"/kiosk/print\" autocomplete=\"off\">"
            + hidden("visit", visit)
            + "<label for=\"number\">表示された6桁の番号 <span lang=\"en\">the six digits that it shows</span></label>"
            + "<input id=\"number\" name=\"number\" inputmode=\"numeric\" maxlength=\"6\" required>"
            + button("main", "act", "print", new Words("Print", "印刷する"))
            + "</form>");
  }

  private Answer ask(Asked asked) {
    return Json.answer(
        200,
        Map.of(
            "challenge",
            kiosk.challenge(asked.segment(2), clock.instant()),
            "party",
            "コンビニ交付 / kiosk",
            "attributes",
            false));
  }

  private Answer identify(Asked asked) {
    byte[] signature =
        Json.octets(Json.object(asked.text()), "identification")
            .orElseThrow(Refused::malformed)
            .bytes();
    return Json.answer(
        200, Map.of("confirmation", kiosk.identify(asked.segment(2), signature, clock.instant())));
  }

  private Answer print(Asked asked) {
    asked.requireOwnPage(Client.origin(address));
    Parameters form = asked.form();
    Instant now = clock.instant();
    byte[] pdf =
        kiosk.print(
            form.one("visit").orElseThrow(Refused::malformed),
            form.one("number").map(String::strip).orElse(""),
            now);
    return new Answer(
        200,
        "application/pdf",
        Map.of("Content-Disposition", "attachment; filename=\"record.pdf\""),
        Bytes.of(pdf));
  }
}
