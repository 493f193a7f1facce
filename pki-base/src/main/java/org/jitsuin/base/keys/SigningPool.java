package org.jitsuin.base.keys;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.HashedSigning.HashSigner;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * The bounded way to a token: a fixed number of platform threads, since a native call holds its
 * thread, a queue that ends, and a deadline.
 */
public final class SigningPool implements AutoCloseable {
  private final Token token;
  private final Duration deadline;
  private final ThreadPoolExecutor threads;
  private final Deadlines<byte[]> deadlines;
  private final SignatureCount count = new SignatureCount();

  /**
   * @param token what signs
   * @param size how many signatures the token makes at once; for SoftHSM one more than there are
   *     cores, since one of them often waits for a lock inside of it
   * @param waiting how many requests may wait for their turn
   * @param deadline how long a caller waits for its signature
   */
  public SigningPool(Token token, int size, int waiting, Duration deadline) {
    this.token = token;
    this.deadline = deadline;
    this.deadlines = new Deadlines<>(deadline, "deadlines-" + token.name());
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("signing-" + token.name() + "-", 0).factory());
  }

  /**
   * A pool for the token of that name, as {@link BaseSettings} say.
   *
   * @param name the token's name, as for {@link TokenSettings#read}
   */
  public static SigningPool configured(Settings settings, String name, InstantSource clock) {
    return new SigningPool(
        new Token(TokenSettings.read(settings, name), clock),
        settings.get(BaseSettings.PKCS11_THREADS),
        settings.get(BaseSettings.PKCS11_WAITING),
        settings.get(BaseSettings.PKCS11_DEADLINE));
  }

  /**
   * Makes sure that the token can be used now, and says so before the deadline even where a call
   * into the module hangs.
   *
   * @throws Fault as {@link Token#check()}; SIGNING_BUSY or SIGNING_TIMEOUT
   */
  public void check() {
    await(
        submit(() -> {
          token.check();
          return token;
        }));
  }

  /** The token behind this pool, for what is done once: making keys. */
  public Token token() {
    return token;
  }

  /** A key of the token; it is looked up when it first signs. */
  public SigningKey key(String label, SignatureScheme scheme) {
    return new PooledKey(label, scheme);
  }

  private final class PooledKey implements SigningKey, HashSigner {
    private final String label;
    private final SignatureScheme scheme;

    PooledKey(String label, SignatureScheme scheme) {
      this.label = label;
      this.scheme = scheme;
    }

    @Override
    public SignatureScheme scheme() {
      return scheme;
    }

    @Override
    public Signing begin() {
      MessageHash hash =
          scheme.isMlDsa()
              ? MessageHash.mu(await(submit(() -> token.publicKey(label))))
              : MessageHash.digest(scheme.newDigest());
      return new HashedSigning(hash, this);
    }

    @Override
    public byte[] signHash(byte[] hash) {
      return await(submit(() -> counted(hash)));
    }

    /** Signs and counts the signature, whether or not somebody still waits for it. */
    private byte[] counted(byte[] hash) {
      byte[] signature = token.sign(label, scheme, hash);
      count.add(label);
      return signature;
    }

    @Override
    public CompletableFuture<byte[]> signHashLater(byte[] hash) {
      CompletableFuture<byte[]> result = deadlines.watched();
      try {
        threads.execute(() -> {
          // Nobody waits any more for what is past its deadline.
          if (!result.isDone()) {
            complete(result, () -> counted(hash));
          }
        });
      } catch (RejectedExecutionException e) {
        result.completeExceptionally(busy(e));
      }
      return result.exceptionallyCompose(e -> CompletableFuture.failedFuture(fault(e)));
    }
  }

  private <T> Future<T> submit(Callable<T> work) {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw busy(e);
    }
  }

  /** Returns how often each key signed through this pool. */
  public SignatureCount count() {
    return count;
  }

  /** Returns the number of signatures that wait for a thread. */
  public int waiting() {
    return threads.getQueue().size();
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (RuntimeException | Error e) {
      // Whatever it is, it goes to whoever waits, and not to the end of this thread.
      result.completeExceptionally(e);
    }
  }

  private Fault busy(RejectedExecutionException e) {
    return new Fault(
        FaultCode.SIGNING_BUSY, "too many signatures wait for token " + token.name(), e);
  }

  private Fault late(Exception e) {
    return new Fault(
        FaultCode.SIGNING_TIMEOUT, "token " + token.name() + " did not answer in " + deadline, e);
  }

  private Fault fault(Throwable failure) {
    return switch (failure) {
      case Fault fault -> fault;
      case TimeoutException e -> late(e);
      case CancellationException e ->
          new Fault(FaultCode.SIGNING_BUSY, "the pool of token " + token.name() + " is closed", e);
      default -> failed(failure);
    };
  }

  private Fault failed(Throwable failure) {
    return new Fault(FaultCode.TOKEN_UNAVAILABLE, "token " + token.name() + " failed", failure);
  }

  private <T> T await(Future<T> result) {
    try {
      return result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(false);
      throw late(e);
    } catch (InterruptedException e) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.SIGNING_TIMEOUT, "interrupted while waiting for token " + token.name(), e);
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    }
  }

  /** Stops taking requests; those that wait are given up. */
  @Override
  public void close() {
    threads.shutdownNow();
    deadlines.close();
  }
}
