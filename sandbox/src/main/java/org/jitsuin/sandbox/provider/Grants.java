package org.jitsuin.sandbox.provider;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jitsuin.sandbox.client.Client;
import org.jitsuin.sandbox.keep.Secret;
import org.jitsuin.sandbox.keep.Shelf;

/** Codes and access tokens, in memory: a restart ends them all. */
public final class Grants {
  private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
  private static final int MOST = 5000;

  private final Shelf<Code> codes = new Shelf<>(REMEMBERED, MOST);
  private final Shelf<Access> tokens = new Shelf<>(TOKEN_LIFETIME, MOST);

  /** A code that was given out: remembered for longer than it is good, as it may come again. */
  private record Code(Grant grant, Instant until, Optional<String> token) {}

  /**
   * What a token lets a party have.
   *
   * @param grant empty where the party acts for itself
   */
  public record Access(Client client, Optional<Grant> grant) {
    /** Returns nothing of a person. */
    @Override
    public String toString() {
      return "Access[" + client.id() + "]";
    }
  }

  /** A token that was just made. */
  public record Issued(String token, Grant grant) {
    /** Returns nothing that is secret. */
    @Override
    public String toString() {
      return "Issued[]";
    }
  }

  /** Returns how long a token is good. */
  public Duration lifetime() {
    return TOKEN_LIFETIME;
  }

  /** Gives out a code. */
  public String code(Grant grant, Instant now) {
    String code = Secret.fresh();
    codes.put(Secret.hash(code), new Code(grant, now.plus(CODE_LIFETIME), Optional.empty()), now);
    return code;
  }

  /**
   * Takes a code for a token, once. Whatever is wrong, the code is spent: somebody else has it. A
   * code that comes again takes back what was given for it (RFC 6749 §4.1.2).
   *
   * @return empty where the code is none, spent, late, another party's or for another address
   */
  public synchronized Optional<Issued> redeem(
      String code, Client client, Optional<URI> redirect, CodeVerifier verifier, Instant now) {
    String hash = Secret.hash(code);
    Optional<Code> found = codes.find(hash, now);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Code known = found.get();
    String token = Secret.fresh();
    codes.change(hash, now, before -> new Code(before.grant(), Instant.MIN, Optional.of(token)));
    known.token().ifPresent(before -> tokens.take(Secret.hash(before), now));
    if (!now.isBefore(known.until()) || !isFor(known.grant(), client, redirect, verifier)) {
      return Optional.empty();
    }
    put(token, new Access(client, Optional.of(known.grant())), now);
    return Optional.of(new Issued(token, known.grant()));
  }

  private static boolean isFor(
      Grant grant, Client client, Optional<URI> redirect, CodeVerifier verifier) {
    String challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    return grant.request().client().id().equals(client.id())
        && redirect.filter(uri -> uri.toString().equals(grant.request().redirect())).isPresent()
        && Secret.same(challenge, grant.request().challenge());
  }

  private void put(String token, Access access, Instant now) {
    tokens.put(Secret.hash(token), access, now);
  }

  /** Gives a party a token for itself. */
  public String token(Client client, Instant now) {
    String token = Secret.fresh();
    put(token, new Access(client, Optional.empty()), now);
    return token;
  }

  /** Returns what a token lets a party have; empty where it is none, or late. */
  public Optional<Access> access(String token, Instant now) {
    return tokens.find(Secret.hash(token), now);
  }
}
