package org.jitsuin.sandbox.provider;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.card.CardDesk;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Json;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.login.Login;
import org.jitsuin.sandbox.login.Logins;
import org.jitsuin.sandbox.login.PartyRequest;
import org.jitsuin.sandbox.signing.Transaction;
import org.jitsuin.sandbox.signing.Transactions;

/** Where the holder's client fetches what a card is to sign, and brings what it signed. */
final class CardEndpoint {
  /** Three signatures with their certificates, as base64. */
  private static final int LONGEST = 128 * 1024;

  private final Logins logins;
  private final Transactions transactions;
  private final CardDesk desk;
  private final InstantSource clock;

  CardEndpoint(Logins logins, Transactions transactions, CardDesk desk, InstantSource clock) {
    this.logins = logins;
    this.transactions = transactions;
    this.desk = desk;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/card/*", asked -> tell(asked.segment(1))),
        new Route("POST", "/card/*", LONGEST, this::take));
  }

  private Optional<Transaction> transaction(PartyRequest request, Instant now) {
    return request
        .transaction()
        .map(
            id -> transactions.find(id, request.client().id(), now).orElseThrow(Refused::notFound));
  }

  private Answer tell(String card) {
    Instant now = clock.instant();
    Login login = logins.atCard(card, now);
    PartyRequest request = login.request();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("challenge", login.challenge());
    told.put("party", request.client().name());
    told.put("scopes", request.scopes().stream().sorted().toList());
    told.put("attributes", request.wantsAttributes());
    transaction(request, now)
        .ifPresent(transaction -> {
          told.put("title", transaction.title());
          told.put("document", Base64.getEncoder().encodeToString(transaction.document().bytes()));
        });
    return Json.answer(200, told);
  }

  private Answer take(Asked asked) {
    Instant now = clock.instant();
    String card = asked.segment(1);
    Login login = logins.atCard(card, now);
    Map<String, Object> sent = Json.object(asked.text());
    CardDesk.Signatures signatures =
        new CardDesk.Signatures(
            Json.octets(sent, "identification").orElseThrow(Refused::malformed),
            Json.octets(sent, "attributes"),
            Json.octets(sent, "document"));
    CardDesk.Wanted wanted =
        new CardDesk.Wanted(
            Bytes.of(login.challenge().getBytes(StandardCharsets.UTF_8)),
            login.request().wantsAttributes(),
            transaction(login.request(), now).map(Transaction::document));
    CardDesk.Shown shown;
    try {
      shown = desk.look(wanted, signatures, now);
    } catch (Refused e) {
      logins.failedAtCard(card, now);
      throw e;
    }
    return Json.answer(200, Map.of("confirmation", logins.proved(card, shown, now)));
  }
}
