package org.jitsuin.card.agent;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.holder.HolderFailure;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;

/**
 * PINs that holders enter in a page of the agent's own, at an address that is good for one time.
 */
final class PinPages implements PinPad {
  private static final int SECRET_OCTETS = 24;

  private final String base;
  private final Duration patience;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Entering> open = new ConcurrentHashMap<>();

  /**
   * @param base of the addresses of its pages, with a slash at the end
   */
  PinPages(String base, Duration patience, InstantSource clock, SecureRandom random) {
    this.base = base;
    this.patience = patience;
    this.clock = clock;
    this.random = random;
  }

  /** One holder at the page. */
  private static final class Entering {
    private final Set<KeyUse> missing;
    private final Map<KeyUse, Pin> entered = new EnumMap<>(KeyUse.class);
    private final CompletableFuture<Map<KeyUse, Pin>> whole = new CompletableFuture<>();

    Entering(Set<KeyUse> uses) {
      missing = EnumSet.copyOf(uses);
    }

    synchronized Optional<KeyUse> next() {
      return missing.stream().findFirst();
    }

    synchronized void take(KeyUse use, Pin pin) {
      if (!missing.remove(use) || whole.isDone()) {
        pin.close();
        return;
      }
      entered.put(use, pin);
      if (missing.isEmpty()) {
        whole.complete(Map.copyOf(entered));
      }
    }

    /**
     * Nobody takes them any more.
     *
     * @return false where all had been entered before: then they are taken
     */
    synchronized boolean forget() {
      if (!whole.cancel(false) && !whole.isCancelled()) {
        return false;
      }
      missing.clear();
      entered.values().forEach(Pin::close);
      return true;
    }
  }

  @Override
  public String kind() {
    return "page";
  }

  @Override
  public Map<KeyUse, Pin> enter(Set<KeyUse> uses, Consumer<Prompt> announce) {
    byte[] octets = new byte[SECRET_OCTETS];
    random.nextBytes(octets);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    Entering entering = new Entering(uses);
    open.put(secret, entering);
    try {
      announce.accept(new Prompt(uses, base + secret, clock.instant().plus(patience)));
      return entering.whole.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (entering.forget()) {
        throw new CounterFailure(ProblemCode.PIN_NOT_ENTERED, e);
      }
      return entering.whole.join();
    } catch (CancellationException e) {
      throw new CounterFailure(ProblemCode.PIN_CANCELLED, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      entering.forget();
      throw new CounterFailure(ProblemCode.INTERRUPTED, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      open.remove(secret);
    }
  }

  @Override
  public void cancel(Prompt prompt) {
    Optional.ofNullable(open.get(prompt.page().substring(base.length())))
        .ifPresent(Entering::forget);
  }

  /** Which PIN is entered next at an address; empty if none is, or any more. */
  Optional<KeyUse> next(String secret) {
    return Optional.ofNullable(open.get(secret)).flatMap(Entering::next);
  }

  /**
   * Takes what was typed, which is gone afterwards.
   *
   * @return what is wrong with it, if something is
   */
  Optional<Words> take(String secret, KeyUse use, char[] typed, char[] again) {
    try {
      if (!Arrays.equals(typed, again)) {
        return Optional.of(new Words("二つの入力が違います。", "Both entries differ."));
      }
      Pin pin = Pin.fresh(use, typed);
      Entering entering = open.get(secret);
      if (entering == null) {
        pin.close();
      } else {
        entering.take(use, pin);
      }
      return Optional.empty();
    } catch (HolderFailure e) {
      return Optional.of(e.words());
    } finally {
      Arrays.fill(typed, '\0');
      Arrays.fill(again, '\0');
    }
  }
}
