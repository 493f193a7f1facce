package org.jitsuin.base.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.login.FailedLoginException;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;

/**
 * A PKCS#11 token through SunPKCS11; the only class that touches the provider.
 *
 * <p>It is opened at first use and heals by itself: when an operation fails, the session is dropped
 * and opened anew, if need be with the module started anew, at most once in {@link #REST}. A PIN
 * that the token refused is not tried again until its file changes, so that a wrong file does not
 * lock the token.
 */
public final class Token {
  /** How long a token that could not be opened is left alone. */
  private static final Duration REST = Duration.ofSeconds(2);

  private final TokenSettings settings;
  private final InstantSource clock;
  private final Pkcs11Library library;

  private final AtomicReference<Session> session = new AtomicReference<>();
  private Fault lastFault;
  private Instant restUntil = Instant.MIN;
  private FileTime refusedPin;

  public Token(TokenSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.library = new Pkcs11Library(settings.library());
  }

  /** One login at the token. */
  private record Session(Provider provider, KeyStore keys, Map<String, PrivateKey> privateKeys) {}

  @FunctionalInterface
  private interface Operation<T> {
    T run(Session session) throws GeneralSecurityException, IOException;
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
    use(open -> open.keys().size());
  }

  /** The labels of the private keys in the token; their number is that of the authority's keys. */
  public List<String> labels() {
    return use(open -> List.copyOf(Collections.list(open.keys().aliases())));
  }

  /**
   * Makes a key pair in the token and keeps it there under a label.
   *
   * @return the public key
   * @throws Fault INTEGRITY_VIOLATED if the token holds a key of that name, which is left as it is
   */
  public PublicKey generate(String label, SignatureScheme scheme) {
    return use(open -> {
      if (open.keys().containsAlias(label)) {
        throw new Fault(
            FaultCode.INTEGRITY_VIOLATED,
            "token " + name() + " already holds a key named " + label);
      }
      KeyPair pair =
          SoftwareKey.generate(
              scheme, KeyPairGenerator.getInstance(scheme.keyAlgorithm(), open.provider()));
      X509Certificate holder = KeyHolder.certificate(label, pair.getPublic());
      open.keys().setKeyEntry(label, pair.getPrivate(), null, new X509Certificate[] {holder});
      return pair.getPublic();
    });
  }

  /**
   * Signs a digest with the key of that label, in the calling thread.
   *
   * @throws Fault TOKEN_UNAVAILABLE, TOKEN_PIN_REFUSED or TOKEN_KEY_MISSING
   */
  byte[] sign(String label, SignatureScheme scheme, byte[] digest) {
    return use(open -> sign(open.provider(), privateKey(open, label), scheme, digest));
  }

  private static byte[] sign(
      Provider provider, PrivateKey key, SignatureScheme scheme, byte[] digest)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(scheme.rawJcaName(), provider);
    signature.initSign(key);
    signature.update(scheme.rawInput(digest));
    return signature.sign();
  }

  /** The public key that stands beside the private key of that label. */
  public PublicKey publicKey(String label) {
    return use(open -> {
      privateKey(open, label);
      return open.keys().getCertificate(label).getPublicKey();
    });
  }

  private PrivateKey privateKey(Session open, String label) throws GeneralSecurityException {
    PrivateKey known = open.privateKeys().get(label);
    if (known != null) {
      return known;
    }
    if (!(open.keys().getKey(label, null) instanceof PrivateKey found)) {
      throw new Fault(
          FaultCode.TOKEN_KEY_MISSING, "token " + name() + " holds no key named " + label);
    }
    if (found.getEncoded() != null) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "key " + label + " can be read out of token " + name());
    }
    open.privateKeys().put(label, found);
    return found;
  }

  private <T> T use(Operation<T> operation) {
    Session first = session.get();
    if (first != null) {
      try {
        return inside(operation, first);
      } catch (GeneralSecurityException | IOException | ProviderException e) {
        // The session may be gone; what matters is whether a new one can do it.
        session.compareAndSet(first, null);
      }
    }
    Session second = open();
    try {
      return inside(operation, second);
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      session.compareAndSet(second, null);
      throw unavailable("does not work", e);
    }
  }

  private <T> T inside(Operation<T> operation, Session open)
      throws GeneralSecurityException, IOException {
    try {
      return library.inside(() -> operation.run(open));
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("an operation throws nothing else", e);
    }
  }

  private synchronized Session open() {
    Session open = session.get();
    if (open != null) {
      return open;
    }
    if (clock.instant().isBefore(restUntil)) {
      throw lastFault;
    }
    refuseRefusedPin();
    try {
      Session fresh = login();
      session.set(fresh);
      return fresh;
    } catch (Fault e) {
      lastFault = e;
      restUntil = clock.instant().plus(REST);
      throw e;
    }
  }

  private Session login() {
    try {
      return inside(_ -> connect(), null);
    } catch (GeneralSecurityException | IOException | ProviderException first) {
      if (pinRefused(first)) {
        throw new Fault(
            FaultCode.TOKEN_PIN_REFUSED,
            "token " + name() + " refuses the PIN in " + settings.pinFile());
      }
    } catch (InvalidParameterException e) {
      throw unavailable("cannot be configured", e);
    }
    library.restart();
    try {
      return inside(_ -> connect(), null);
    } catch (GeneralSecurityException | IOException | ProviderException second) {
      throw unavailable("cannot be opened in slot " + settings.slot(), second);
    }
  }

  private Session connect() throws GeneralSecurityException, IOException {
    Provider provider =
        Security.getProvider("SunPKCS11").configure(settings.providerConfiguration());
    KeyStore keys = KeyStore.getInstance("PKCS11", provider);
    FileTime written = pinWritten();
    char[] pin = readPin();
    try {
      keys.load(null, pin);
    } catch (IOException e) {
      refusedPin = pinRefused(e) ? written : null;
      throw e;
    } finally {
      Arrays.fill(pin, '\0');
    }
    return new Session(provider, keys, new ConcurrentHashMap<>());
  }

  private static boolean pinRefused(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedLoginException) {
        return true;
      }
    }
    return false;
  }

  private void refuseRefusedPin() {
    if (refusedPin != null && refusedPin.equals(pinWritten())) {
      throw lastFault;
    }
  }

  private FileTime pinWritten() {
    try {
      return Files.getLastModifiedTime(settings.pinFile());
    } catch (IOException e) {
      throw unavailable("has no readable PIN file " + settings.pinFile(), e);
    }
  }

  private char[] readPin() {
    try {
      return Files.readString(settings.pinFile()).strip().toCharArray();
    } catch (IOException e) {
      throw unavailable("has no readable PIN file " + settings.pinFile(), e);
    }
  }

  private Fault unavailable(String problem, Throwable cause) {
    return new Fault(FaultCode.TOKEN_UNAVAILABLE, "token " + name() + " " + problem, cause);
  }
}
