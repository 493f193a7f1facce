package org.jitsuin.base.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.testing.AtOnce;
import org.jitsuin.testing.SlowToken;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class SigningPoolTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

  private static TokenSettings settings;

  private final String label = "pool-" + UUID.randomUUID();

  @BeforeAll
  static void makeToken() {
    settings = TestTokens.make("pool");
  }

  private static SigningPool pool(int waiting, Duration deadline) {
    return pool(1, waiting, deadline);
  }

  private static SigningPool pool(int threads, int waiting, Duration deadline) {
    return new SigningPool(new Token(settings, Clocks.system()), threads, waiting, deadline);
  }

  private static SlowToken stop() {
    return SlowToken.hold(TestTokens.directory());
  }

  private static boolean verifies(PublicKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(SCHEME.jcaName());
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(signature);
  }

  @Test
  void sign_sixteenThreadsAtOnce_allVerify()
      throws InterruptedException, ExecutionException, GeneralSecurityException {
    try (SigningPool pool = pool(4, 100, Duration.ofSeconds(30))) {
      PublicKey key = pool.token().generate(label, SCHEME);
      SigningKey signer = pool.key(label, SCHEME);
      List<Boolean> good =
          AtOnce.run(
              16,
              () -> {
                boolean all = true;
                for (int i = 0; i < 20; i++) {
                  byte[] message = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
                  all &= verifies(key, message, signer.sign(message));
                }
                return all;
              });
      assertThat(good).containsOnly(true);
    }
  }

  @Test
  void sign_tokenTooSlow_endsAtTheDeadlineAndGoesOnAfterwards() throws GeneralSecurityException {
    try (SigningPool pool = pool(10, Duration.ofMillis(300))) {
      PublicKey key = pool.token().generate(label, SCHEME);
      SigningKey signer = pool.key(label, SCHEME);
      signer.sign(MESSAGE);
      try (SlowToken _ = stop()) {
        assertFault(FaultCode.SIGNING_TIMEOUT, signer);
        // A probe of the server's health must not hang with the token.
        assertThatExceptionOfType(Fault.class)
            .isThrownBy(pool::check)
            .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.SIGNING_TIMEOUT));
      }
      assertThat(verifies(key, MESSAGE, eventually(signer))).isTrue();
      pool.check();
    }
  }

  @Test
  void sign_queueFull_isRefusedAtOnce() throws InterruptedException, ExecutionException {
    try (SigningPool pool = pool(1, Duration.ofSeconds(60));
        ExecutorService callers = Executors.newCachedThreadPool()) {
      PublicKey key = pool.token().generate(label, SCHEME);
      SigningKey signer = pool.key(label, SCHEME);
      signer.sign(MESSAGE);
      List<Future<byte[]>> waiting = new ArrayList<>();
      try (SlowToken _ = stop()) {
        int busy = 0;
        // One is at the token, one waits; whoever comes then is sent away.
        CompletableFuture<byte[]> atTheToken = later(signer);
        while (pool.waiting() > 0) {
          Thread.onSpinWait();
        }
        waiting.add(atTheToken);
        for (int i = 0; i < 3; i++) {
          waiting.add(callers.submit(() -> signer.sign(MESSAGE)));
        }
        while (busy < 2) {
          busy = (int) waiting.stream().filter(Future::isDone).count();
          Thread.sleep(1);
        }
      }
      int signed = 0;
      int busy = 0;
      for (Future<byte[]> one : waiting) {
        try {
          assertThat(one.get()).isNotEmpty();
          signed++;
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOfSatisfying(
                  Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.SIGNING_BUSY));
          busy++;
        }
      }
      assertThat(signed).isEqualTo(2);
      assertThat(busy).isEqualTo(2);
      assertThat(key).isNotNull();
    }
  }

  @Test
  void signLater_tokenStandsStill_isToldAtTheDeadlineAndGoesOnAfterwards()
      throws GeneralSecurityException {
    try (SigningPool pool = pool(1, Duration.ofSeconds(1))) {
      PublicKey key = pool.token().generate(label, SCHEME);
      SigningKey signer = pool.key(label, SCHEME);
      assertThat(verifies(key, MESSAGE, later(signer).join())).isTrue();
      try (SlowToken _ = stop()) {
        // One is at the token, one waits, one finds no room; none of it holds this thread.
        CompletableFuture<byte[]> atTheToken = later(signer);
        while (pool.waiting() > 0) {
          Thread.onSpinWait();
        }
        List<FaultCode> told =
            Stream.of(atTheToken, later(signer), later(signer))
                .map(SigningPoolTest::fault)
                .toList();
        assertThat(told)
            .containsExactly(
                FaultCode.SIGNING_TIMEOUT, FaultCode.SIGNING_TIMEOUT, FaultCode.SIGNING_BUSY);
      }
      assertThat(verifies(key, MESSAGE, eventually(signer))).isTrue();
    }
  }

  @Test
  void signLater_poolClosedMeanwhile_isToldAtOnce() {
    SigningPool pool = pool(1, Duration.ofMinutes(5));
    pool.token().generate(label, SCHEME);
    SigningKey signer = pool.key(label, SCHEME);
    List<CompletableFuture<byte[]>> begun = new ArrayList<>();
    try (SlowToken _ = stop()) {
      begun.add(later(signer));
      while (pool.waiting() > 0) {
        Thread.onSpinWait();
      }
      begun.add(later(signer));
      pool.close();
      assertThat(begun).extracting(SigningPoolTest::fault).containsOnly(FaultCode.SIGNING_BUSY);
    }
    assertThat(fault(later(signer))).isEqualTo(FaultCode.SIGNING_BUSY);
  }

  private static CompletableFuture<byte[]> later(SigningKey key) {
    Signing signing = key.begin();
    signing.update(MESSAGE);
    return signing.signLater();
  }

  private static FaultCode fault(CompletableFuture<byte[]> signature) {
    return signature
        .handle((_, failure) -> {
          Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
          return ((Fault) cause).code();
        })
        .join();
  }

  @Test
  void sign_poolClosed_isRefused() {
    SigningPool pool = pool(1, Duration.ofSeconds(10));
    SigningKey signer = pool.key("any", SCHEME);
    pool.close();
    assertFault(FaultCode.SIGNING_BUSY, signer);
  }

  /** Bound to fail until what hangs in the module, and what waits behind it, has come back. */
  private static byte[] eventually(SigningKey signer) {
    while (true) {
      try {
        return signer.sign(MESSAGE);
      } catch (Fault e) {
        assertThat(e.code()).isIn(FaultCode.SIGNING_TIMEOUT, FaultCode.SIGNING_BUSY);
      }
    }
  }

  private static void assertFault(FaultCode code, SigningKey signer) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> signer.sign(MESSAGE))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
  }
}
