package org.jitsuin.sandbox.provider;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.OIDCError;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.client.Clients;
import org.jitsuin.sandbox.http.Parameters;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.login.PartyRequest;
import org.jitsuin.sandbox.signing.Transactions;

/**
 * Checks what a party asks at the authorization endpoint: the code flow with PKCE, state and nonce,
 * and nothing else. Whoever is sent back somewhere is sent to an address of the party, letter for
 * letter; where that is not sure, to none.
 */
final class RequestCheck {
  static final List<String> SCOPES =
      List.of("openid", "name", "address", "birthdate", "gender", "sign");

  private static final String VISIBLE = "[\\x20-\\x7E]{1,255}";
  private static final String CHALLENGE = "[0-9A-Za-z_-]{43}";

  private final Clients clients;
  private final Transactions transactions;

  RequestCheck(Clients clients, Transactions transactions) {
    this.clients = clients;
    this.transactions = transactions;
  }

  /** What comes of it. */
  sealed interface Outcome {
    /** It is right. */
    record Accepted(PartyRequest request) implements Outcome {}

    /** The party is told what is wrong. */
    record SentBack(String redirect, Optional<String> state, ErrorObject error)
        implements Outcome {}
  }

  /**
   * Checks it.
   *
   * @throws Refused if the party, or where it wants its holders back, is not known
   */
  Outcome check(Parameters asked, Instant now) {
    if (asked.hasRepeated()) {
      throw Refused.malformed();
    }
    Client client =
        asked
            .one("client_id")
            .flatMap(clients::find)
            .orElseThrow(() ->
                new Refused(
                    400, "unknown-party", "このサービスは登録されていません。", "No such party is registered."));
    String redirect =
        asked
            .one("redirect_uri")
            .filter(client.redirects()::contains)
            .orElseThrow(() ->
                new Refused(
                    400,
                    "other-address",
                    "戻り先のアドレスが登録されたものと異なります。",
                    "The address to return to is not one that the party registered."));
    Optional<String> state = asked.one("state").filter(text -> text.matches(VISIBLE));
    Optional<ErrorObject> problem =
        form(asked, state).or(() -> scopes(asked)).or(() -> transaction(asked, client, now));
    return problem
        .<Outcome>map(error -> new Outcome.SentBack(redirect, state, error))
        .orElseGet(() -> accepted(asked, client, redirect));
  }

  private static Outcome accepted(Parameters asked, Client client, String redirect) {
    return new Outcome.Accepted(
        new PartyRequest(
            client,
            redirect,
            asked.one("state").orElseThrow(),
            asked.one("nonce").orElseThrow(),
            asked.one("code_challenge").orElseThrow(),
            scopesOf(asked),
            asked.one("sign_transaction_id")));
  }

  private static Optional<ErrorObject> form(Parameters asked, Optional<String> state) {
    if (asked.one("request").isPresent()) {
      return Optional.of(OAuth2Error.REQUEST_NOT_SUPPORTED);
    }
    if (asked.one("request_uri").isPresent()) {
      return Optional.of(OAuth2Error.REQUEST_URI_NOT_SUPPORTED);
    }
    if (!asked.one("response_type").equals(Optional.of("code"))) {
      return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
    }
    if (asked.one("response_mode").filter(mode -> !mode.equals("query")).isPresent()) {
      return invalid("response_mode is query");
    }
    if (state.isEmpty()) {
      return invalid("state is required: 1 to 255 visible characters");
    }
    if (asked.one("nonce").filter(text -> text.matches(VISIBLE)).isEmpty()) {
      return invalid("nonce is required: 1 to 255 visible characters");
    }
    if (asked.one("code_challenge").filter(text -> text.matches(CHALLENGE)).isEmpty()
        || !asked.one("code_challenge_method").equals(Optional.of("S256"))) {
      return invalid("PKCE is required: code_challenge by S256");
    }
    return asked.one("prompt").equals(Optional.of("none"))
        ? Optional.of(OIDCError.LOGIN_REQUIRED)
        : Optional.empty();
  }

  private static Optional<ErrorObject> invalid(String why) {
    return Optional.of(OAuth2Error.INVALID_REQUEST.setDescription(why));
  }

  private static Set<String> scopesOf(Parameters asked) {
    return Set.copyOf(Arrays.asList(asked.one("scope").orElse("").strip().split(" +", -1)));
  }

  private static Optional<ErrorObject> scopes(Parameters asked) {
    Set<String> scopes = scopesOf(asked);
    return scopes.contains("openid") && SCOPES.containsAll(scopes)
        ? Optional.empty()
        : Optional.of(
            OAuth2Error.INVALID_SCOPE.setDescription(
                "openid, and of name, address, birthdate, gender and sign what is needed"));
  }

  private Optional<ErrorObject> transaction(Parameters asked, Client client, Instant now) {
    Optional<String> id = asked.one("sign_transaction_id");
    if (id.isPresent() != scopesOf(asked).contains("sign")) {
      return invalid("the scope sign and sign_transaction_id belong together");
    }
    boolean open =
        id.isEmpty()
            || transactions
                .find(id.get(), client.id(), now)
                .filter(one -> one.signed().isEmpty())
                .isPresent();
    return open ? Optional.empty() : invalid("there is no such open signing transaction");
  }
}
