package org.jitsuin.bench.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.cardorder.CardOrder;
import org.jitsuin.ca.cardorder.CardOrderRules.ReadBack;
import org.jitsuin.ca.cardwriting.CardOrders;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.installation.setup.DatabaseUser;

/**
 * The authority's part of writing a card: the use cases behind the office API, put together as the
 * server does it. All dealings of this benchmark with that code are here.
 */
final class CardSystem implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final IdentityCheck CHECK =
      new IdentityCheck(
          Set.of(IdentityCheck.Person.HOLDER), Set.of(IdentityCheck.Document.PASSPORT));

  private final CaService service;
  private final StaffMember clerk;
  private final InstantSource clock = Clocks.system();

  CardSystem(PrivateStack stack) {
    this.service =
        new CaService(stack.settings(), stack.pool(DatabaseUser.CA), clock, new SecureRandom());
    this.clerk = stack.staff("clerk-13221");
  }

  private RequestId request(String key) {
    return new RequestId(clerk.person(), key, Fingerprint.of(new byte[0]));
  }

  private RequestId request() {
    return request(UUID.randomUUID().toString());
  }

  private static <T> T done(Outcome<Answered<T>> outcome) {
    if (outcome instanceof Outcome.Done<Answered<T>>(Answered<T>(T result, _))) {
      return result;
    }
    throw new IllegalStateException("not done as meant: " + outcome);
  }

  /** Registers a card of a new resident, and returns its id. */
  String register() {
    LocalDate today = JapanTime.date(clock.instant());
    Holder holder =
        new Holder(
            "bench-" + UUID.randomUUID(),
            "13221",
            RegisterText.plain("番号　花子"),
            RegisterText.plain("東京都清瀬市中里五丁目８４２番地"),
            Sex.FEMALE,
            LocalDate.of(1980, 2, 17));
    RegisterCard.Application asked = new RegisterCard.Application(holder, today, today, CHECK);
    Card card = done(service.cards().registerCard().register(clerk, request(), asked));
    return card.id();
  }

  /** Begins an order. */
  void open(String card, UUID order, String chip) {
    CardOrders.Asked asked =
        new CardOrders.Asked(order.toString(), chip, Set.of(Authority.values()));
    CardOrder _ = done(service.cards().cardOrders().open(clerk, request(), card, asked));
  }

  /**
   * Issues over an order.
   *
   * @param requests as the agent answers them
   * @return the certificates, as the agent takes them
   */
  ArrayNode issue(String card, UUID order, JsonNode requests) {
    Map<Authority, String> keys = new EnumMap<>(Authority.class);
    for (Authority kind : Authority.values()) {
      keys.put(kind, requests.path(kind.id()).asText());
    }
    IssueRequest asked =
        new IssueRequest(card, Optional.empty(), keys, CHECK, false, Optional.of(order.toString()));
    Issued issued =
        done(service.issuing().issueCertificates().issue(clerk, request(order.toString()), asked));
    ArrayNode certificates = JSON.createArrayNode();
    for (FiledCertificate one : issued.certificates()) {
      Authority kind = one.certificate().kind();
      certificates
          .addObject()
          .put("authority", kind.id())
          .put("certificate", base64(one.der().bytes()))
          .put(
              "issuer",
              base64(
                  SignedCertificate.der(
                      service.context().authorities().issuing(kind).certificate())));
    }
    return certificates;
  }

  private static String base64(byte[] der) {
    return Base64.getEncoder().encodeToString(der);
  }

  /** Tells what the card holds. */
  void readBack(String card, UUID order, JsonNode told) {
    Map<Authority, Fingerprint> held = new EnumMap<>(Authority.class);
    for (JsonNode one : told.path("certificates")) {
      held.put(
          Authority.byId(one.path("authority").asText()).orElseThrow(),
          Fingerprint.ofDigest(HexFormat.of().parseHex(one.path("sha256").asText())));
    }
    ReadBack readBack =
        new ReadBack(told.path("chip").asText(), told.path("counter").asInt(), held);
    CardOrder ended =
        done(
            service
                .cards()
                .cardOrders()
                .readBack(clerk, request(), card, order.toString(), readBack));
    if (ended.isOpen()) {
      throw new IllegalStateException("the order is still open");
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
