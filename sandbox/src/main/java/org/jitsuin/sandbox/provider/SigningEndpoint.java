package org.jitsuin.sandbox.provider;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Json;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.signing.Transaction;
import org.jitsuin.sandbox.signing.Transactions;

/**
 * Signing transactions: a party begins one with its own token, sends its holder to the
 * authorization endpoint with the number, and fetches the signature with the holder's token.
 */
final class SigningEndpoint {
  private static final String PATH = "/api/sign-transactions";
  private static final int LONGEST_DOCUMENT = 256 * 1024;
  private static final int LONGEST_TITLE = 100;

  /** A document of that length as base64, and what stands around it. */
  private static final int LONGEST_BODY = 360 * 1024;

  private final Bearer bearer;
  private final Transactions transactions;
  private final InstantSource clock;

  SigningEndpoint(Bearer bearer, Transactions transactions, InstantSource clock) {
    this.bearer = bearer;
    this.transactions = transactions;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, LONGEST_BODY, this::begin),
        Route.get(PATH + "/*/result", this::result));
  }

  private Answer begin(Asked asked) {
    Instant now = clock.instant();
    Optional<Grants.Access> party =
        bearer.access(asked, now).filter(access -> access.grant().isEmpty());
    if (party.isEmpty()) {
      return Bearer.refused();
    }
    Map<String, Object> sent = Json.object(asked.text());
    Bytes document = Json.octets(sent, "document").orElseThrow(Refused::malformed);
    String title = Json.text(sent, "title").orElseThrow(Refused::malformed);
    if (document.length() == 0
        || document.length() > LONGEST_DOCUMENT
        || title.length() > LONGEST_TITLE
        || title.chars().anyMatch(Character::isISOControl)) {
      throw Refused.malformed();
    }
    String id = transactions.begin(party.get().client().id(), title, document, now);
    return Json.answer(201, Map.of("sign_transaction_id", id));
  }

  private Answer result(Asked asked) {
    Instant now = clock.instant();
    Optional<Grants.Access> holder =
        bearer.access(asked, now).filter(access -> access.grant().isPresent());
    if (holder.isEmpty()) {
      return Bearer.refused();
    }
    Grant grant = holder.get().grant().orElseThrow();
    String id = asked.segment(2);
    if (!grant.request().transaction().equals(Optional.of(id))) {
      throw Refused.notFound();
    }
    Transaction.SignedDocument signed =
        transactions
            .find(id, holder.get().client().id(), now)
            .flatMap(Transaction::signed)
            .filter(one -> one.root().equals(grant.holder().root()))
            .orElseThrow(Refused::notFound);
    Base64.Encoder base64 = Base64.getEncoder();
    return Json.answer(
        200,
        Map.of(
            "sign_transaction_id", id,
            "signature", base64.encodeToString(signed.cms().bytes()),
            "certificate", base64.encodeToString(signed.certificate().bytes())));
  }
}
