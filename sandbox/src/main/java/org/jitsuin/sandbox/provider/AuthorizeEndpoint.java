package org.jitsuin.sandbox.provider;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.sandbox.card.CardDesk;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Parameters;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.keep.Secret;
import org.jitsuin.sandbox.login.Login;
import org.jitsuin.sandbox.login.Logins;
import org.jitsuin.sandbox.login.PartyRequest;
import org.jitsuin.sandbox.person.Holder;
import org.jitsuin.sandbox.person.TestPerson;
import org.jitsuin.sandbox.signing.TestSigner;
import org.jitsuin.sandbox.signing.Transaction;
import org.jitsuin.sandbox.signing.Transactions;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;

/** The authorization endpoint: from what a party asks to the code that it gets. */
final class AuthorizeEndpoint {
  private static final String COOKIE = "jitsuin-sandbox";

  private final String issuer;
  private final RequestCheck check;
  private final Logins logins;
  private final Grants grants;
  private final Transactions transactions;
  private final Optional<CardDesk> desk;
  private final AuthorizePages pages;
  private final TestSigner signer = new TestSigner();
  private final InstantSource clock;

  AuthorizeEndpoint(
      String issuer,
      RequestCheck check,
      Logins logins,
      Grants grants,
      Transactions transactions,
      Optional<CardDesk> desk,
      InstantSource clock) {
    this.issuer = issuer;
    this.check = check;
    this.logins = logins;
    this.grants = grants;
    this.transactions = transactions;
    this.desk = desk;
    this.pages = new AuthorizePages(issuer, desk.isPresent());
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/authorize", this::begin),
        Route.post("/authorize/person", this::person),
        Route.post("/authorize/confirm", this::confirm),
        Route.post("/authorize/cancel", this::cancel));
  }

  private Answer begin(Asked asked) {
    Instant now = clock.instant();
    return switch (check.check(asked.parameters(), now)) {
      case RequestCheck.Outcome.SentBack(var redirect, var state, var error) ->
          Answer.seeOther(errorAddress(redirect, state, error));
      case RequestCheck.Outcome.Accepted(var request) -> {
        String browser =
            Optional.ofNullable(asked.cookies().get(COOKIE))
                .filter(value -> value.matches("[A-Za-z0-9_-]{43}"))
                .orElseGet(Secret::fresh);
        yield pages
            .choose(logins.begin(request, browser, now), Optional.empty())
            .with("Set-Cookie", cookie(browser));
      }
    };
  }

  private String cookie(String browser) {
    return COOKIE
        + "="
        + browser
        + "; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"
        + (issuer.startsWith("https:") ? "; Secure" : "");
  }

  /** A form of ours, and the browser that it was made for. */
  private record Sent(String login, String browser, Parameters form) {}

  private Sent sent(Asked asked) {
    asked.requireOwnPage(Client.origin(issuer));
    Parameters form = asked.form();
    return new Sent(
        form.one("login").orElseThrow(Refused::malformed),
        Optional.ofNullable(asked.cookies().get(COOKIE)).orElse(""),
        form);
  }

  private Answer person(Asked asked) {
    Instant now = clock.instant();
    Sent sent = sent(asked);
    TestPerson person =
        sent.form().one("person").flatMap(TestPerson::of).orElseThrow(Refused::malformed);
    PartyRequest request = logins.end(sent.login(), sent.browser(), now).request();
    Optional<Verdict> problem =
        needed(request)
            .map(kind -> person.verdict(kind, now))
            .filter(verdict -> !verdict.isValid())
            .findFirst();
    if (problem.isPresent()) {
      return pages.refused(problem.get().words(), denied(request, problem.get().code()));
    }
    Holder holder = person.holder(request.wantsAttributes());
    request.transaction().ifPresent(id -> sign(id, request, holder, now));
    return let(request, holder, now);
  }

  private static Stream<CertificateKind> needed(PartyRequest request) {
    return request.wantsAttributes() || request.transaction().isPresent()
        ? Stream.of(CertificateKind.USER_IDENTIFICATION, CertificateKind.SIGNATURE)
        : Stream.of(CertificateKind.USER_IDENTIFICATION);
  }

  private void sign(String id, PartyRequest request, Holder holder, Instant now) {
    Transaction transaction =
        transactions.find(id, request.client().id(), now).orElseThrow(Refused::notFound);
    transactions.complete(id, signer.sign(holder.root(), transaction.document(), now), now);
  }

  private Answer confirm(Asked asked) {
    Instant now = clock.instant();
    Sent sent = sent(asked);
    String number = sent.form().one("number").map(String::strip).orElse("");
    Login login = logins.of(sent.login(), sent.browser(), now);
    PartyRequest request = login.request();
    Login.Proof proof;
    try {
      proof = logins.confirmed(sent.login(), sent.browser(), number, now);
    } catch (Refused e) {
      return pages.choose(new Logins.Begun(sent.login(), login), Optional.of(e));
    }
    logins.end(sent.login(), sent.browser(), now);
    try {
      // The card may have been reported as lost since it signed.
      desk.orElseThrow(Refused::notFound).requireStillGood(proof.shown(), now);
    } catch (Refused e) {
      return pages.refused(e.words(), denied(request, e.code()));
    }
    request
        .transaction()
        .ifPresent(id -> transactions.complete(id, proof.shown().document().orElseThrow(), now));
    return let(request, proof.shown().holder(), now);
  }

  private Answer cancel(Asked asked) {
    Sent sent = sent(asked);
    PartyRequest request = logins.end(sent.login(), sent.browser(), clock.instant()).request();
    return Answer.seeOther(denied(request, "cancelled"));
  }

  private Answer let(PartyRequest request, Holder holder, Instant now) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("code", grants.code(new Grant(request, holder, now), now));
    answer.put("state", request.state());
    answer.put("iss", issuer);
    return Answer.seeOther(address(request.redirect(), answer));
  }

  private String denied(PartyRequest request, String why) {
    return errorAddress(
        request.redirect(),
        Optional.of(request.state()),
        OAuth2Error.ACCESS_DENIED.setDescription(why));
  }

  private String errorAddress(String redirect, Optional<String> state, ErrorObject error) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", error.getCode());
    answer.put("error_description", error.getDescription());
    state.ifPresent(value -> answer.put("state", value));
    answer.put("iss", issuer);
    return address(redirect, answer);
  }

  private static String address(String redirect, Map<String, String> answer) {
    return redirect
        + (redirect.contains("?") ? "&" : "?")
        + answer.entrySet().stream()
            .map(one ->
                one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }
}
