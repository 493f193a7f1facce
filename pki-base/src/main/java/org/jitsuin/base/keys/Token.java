package org.jitsuin.base.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.login.FailedLoginException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * A PKCS#11 token through SunPKCS11.
 *
 * <p>It is opened at first use and heals by itself: when an operation fails, the session is dropped
 * and opened anew, if need be with the module started anew, at most once in {@link #REST}. A PIN
 * that the token refused is not tried again until its file changes, so that a wrong file does not
 * lock the token.
 */
public final class Token {
  /** The pause after which a token that could not be opened is tried again. */
  private static final Duration REST = Duration.ofSeconds(2);

  private final TokenSettings settings;
  private final InstantSource clock;
  private final Pkcs11Library library;
  private final PinFile pinFile;

  private final AtomicReference<TokenSession> session = new AtomicReference<>();
  private Fault lastFault;
  private Instant restUntil = Instant.MIN;

  public Token(TokenSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.library = new Pkcs11Library(settings.library());
    this.pinFile = new PinFile(settings.pinFile());
  }

  @FunctionalInterface
  private interface Operation<T> {
    T run(TokenSession session) throws GeneralSecurityException, IOException;
  }

  /** The short name of this token, as in its settings. */
  public String name() {
    return settings.name();
  }

  /**
   * Makes sure that the token can be used now.
   *
   * @throws Fault TOKEN_UNAVAILABLE or TOKEN_PIN_REFUSED
   */
  public void check() {
    use(TokenSession::check);
  }

  /** The labels of the private keys in the token; their number is that of the authority's keys. */
  public List<String> labels() {
    return List.copyOf(use(TokenSession::labels));
  }

  /**
   * Makes a key pair in the token and keeps it there under a label. Sessions know the keys that
   * were there when they were opened: so this is done by one that is opened for it, and everybody
   * else opens another afterwards.
   *
   * @return the public key
   * @throws Fault INTEGRITY_VIOLATED if the token holds a key of that name, which is left as it is;
   *     SETTING_INVALID if keys of that scheme are for training and this is production
   */
  public PublicKey generate(String label, SignatureScheme scheme) {
    settings.requireFit(label, scheme);
    drop();
    try {
      return use(open -> open.generate(label, scheme));
    } finally {
      drop();
    }
  }

  /**
   * Destroys the private key of a label, with what the key store keeps beside it; where there is no
   * such key, nothing happens. The public half stays in the token, of no use to anybody: the
   * provider has no way to it.
   *
   * @throws Fault TOKEN_UNAVAILABLE or TOKEN_PIN_REFUSED
   */
  public void destroy(String label) {
    use(open -> open.destroy(label));
  }

  /**
   * Signs with the key of that label, in the calling thread.
   *
   * @param hash the end of the scheme's {@link MessageHash}
   * @throws Fault TOKEN_UNAVAILABLE, TOKEN_PIN_REFUSED or TOKEN_KEY_MISSING; SETTING_INVALID as for
   *     {@link #generate}; INTEGRITY_VIOLATED if a sealed key does not open in this token
   */
  byte[] sign(String label, SignatureScheme scheme, byte[] hash) {
    settings.requireFit(label, scheme);
    return use(open -> open.sign(label, scheme, hash));
  }

  /** The public key that stands beside the private key of that label. */
  public PublicKey publicKey(String label) {
    return use(open -> open.publicKey(label));
  }

  private <T> T use(Operation<T> operation) {
    TokenSession first = session.get();
    if (first != null) {
      try {
        return inside(operation, first);
      } catch (GeneralSecurityException | IOException | ProviderException e) {
        // The session may be gone; what matters is whether a new one can do it.
        session.compareAndSet(first, null);
      } catch (Fault e) {
        if (e.code() != FaultCode.TOKEN_KEY_MISSING || isFresh(first)) {
          throw e;
        }
        // Another process may have made the key since the session was opened.
        session.compareAndSet(first, null);
      }
    }
    TokenSession second = open();
    try {
      return inside(operation, second);
    } catch (SealBrokenException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, e.getMessage(), e);
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      session.compareAndSet(second, null);
      throw unavailable("does not work", e);
    }
  }

  /** Whoever comes next opens a session; one that is being opened meanwhile is waited for. */
  private synchronized void drop() {
    session.set(null);
  }

  private boolean isFresh(TokenSession open) {
    return clock.instant().isBefore(open.openedAt().plus(REST));
  }

  private <T> T inside(Operation<T> operation, TokenSession open)
      throws GeneralSecurityException, IOException {
    return inModule(() -> {
      // Its handles would name other sessions and keys now, even those of another token.
      if (open.moduleStart() != library.starts()) {
        throw new ProviderException("the module was started anew");
      }
      return operation.run(open);
    });
  }

  private <T> T inModule(Callable<T> work) throws GeneralSecurityException, IOException {
    try {
      return library.inside(work);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("an operation throws nothing else", e);
    }
  }

  private synchronized TokenSession open() {
    TokenSession open = session.get();
    if (open != null) {
      return open;
    }
    Instant now = clock.instant();
    // The second comparison is for a clock that was set back.
    if (now.isBefore(restUntil) && !now.plus(REST).isBefore(restUntil)) {
      throw lastFault;
    }
    try {
      TokenSession fresh = login();
      session.set(fresh);
      return fresh;
    } catch (Fault e) {
      lastFault = e;
      restUntil = now.plus(REST);
      throw e;
    }
  }

  private TokenSession login() {
    char[] pin;
    try {
      if (pinFile.isRefused()) {
        throw lastFault;
      }
      pin = pinFile.read();
    } catch (IOException e) {
      throw unavailable("has no readable PIN file " + pinFile, e);
    }
    try {
      return login(pin);
    } catch (InvalidParameterException e) {
      throw unavailable("cannot be configured", e);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private TokenSession login(char[] pin) {
    try {
      return connect(pin);
    } catch (GeneralSecurityException | IOException | ProviderException first) {
      refuseWrongPin(first);
    }
    try {
      library.restart();
      return connect(pin);
    } catch (Fault e) {
      throw unavailable("cannot be opened: " + e.getMessage(), e);
    } catch (GeneralSecurityException | IOException | ProviderException second) {
      refuseWrongPin(second);
      throw unavailable("cannot be opened in slot " + settings.slot(), second);
    }
  }

  private TokenSession connect(char[] pin) throws GeneralSecurityException, IOException {
    return inModule(() -> TokenSession.open(settings, pin, library.starts(), clock.instant()));
  }

  private void refuseWrongPin(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedLoginException) {
        pinFile.refuse();
        throw new Fault(
            FaultCode.TOKEN_PIN_REFUSED, "token " + name() + " refuses the PIN in " + pinFile);
      }
    }
  }

  private Fault unavailable(String problem, Throwable cause) {
    return new Fault(FaultCode.TOKEN_UNAVAILABLE, "token " + name() + " " + problem, cause);
  }
}
