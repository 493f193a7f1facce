package org.jitsuin.ocsp.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jitsuin.ocsp.OcspLog;
import org.jitsuin.ocsp.access.AccessPolicy;
import org.jitsuin.ocsp.access.AccessPolicy.Admission;
import org.jitsuin.ocsp.access.AccessRequest;
import org.jitsuin.ocsp.access.Audience;
import org.jitsuin.ocsp.answer.Answer;
import org.jitsuin.ocsp.answer.Demand;
import org.jitsuin.ocsp.answer.RepeatedQuestion;
import org.jitsuin.ocsp.answer.Responder;
import org.jitsuin.ocsp.usage.AnswerCounts;
import org.jitsuin.ocsp.wire.MalformedRequest;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ParsedRequest;
import org.jitsuin.ocsp.wire.ResponseStatus;

/**
 * Answers a parsed request: identifies the requester, obtains the answer, and bounds how many are
 * under way at a time.
 *
 * <p>I/O threads never wait, and no other thread waits for a signature or for the feed: a token
 * that hangs holds nothing but the places of those that wait for it. Answers are sent by the I/O
 * thread of their connection. Where one thread ends an exchange and another sees the next request
 * come, Undertow has the one spin until the other is done, while it should be signing.
 */
final class Answering {
  private final AccessPolicy gate;
  private final Responder responder;
  private final AnswerCounts counts;
  private final RequestSlots waiting;
  private final InstantSource clock;

  /**
   * @param waiting how many requests may wait for something at once
   */
  Answering(
      AccessPolicy gate,
      Responder responder,
      AnswerCounts counts,
      int waiting,
      InstantSource clock) {
    this.gate = gate;
    this.responder = responder;
    this.counts = counts;
    this.waiting = new RequestSlots(waiting);
    this.clock = clock;
  }

  /**
   * A request that is being answered.
   *
   * @param repeated the request, where it is expected again
   */
  private record Asked(
      HttpServerExchange exchange, OcspRequest request, Optional<RepeatedQuestion> repeated) {}

  /** Answers a request. */
  void answer(HttpServerExchange exchange, ParsedRequest parsed) {
    switch (parsed) {
      case MalformedRequest(String problem) -> {
        OcspLog.LOG.debugf("malformed request: %s", problem);
        refuse(exchange, ResponseStatus.MALFORMED_REQUEST);
      }
      case OcspRequest request -> admit(new Asked(exchange, request, Optional.empty()));
    }
  }

  /** Answers a question that was asked before. */
  void answerAgain(HttpServerExchange exchange, RepeatedQuestion question) {
    admit(new Asked(exchange, question.request(), Optional.of(question)));
  }

  private void admit(Asked asked) {
    HttpServerExchange exchange = asked.exchange();
    if (gate.takesTime(asked.request())) {
      Executor workers = exchange.getConnection().getWorker();
      later(
          exchange,
          Demand.FOR_ALL,
          _ -> CompletableFuture.supplyAsync(() -> admission(asked), workers),
          admission -> answer(asked, admission));
    } else {
      answer(asked, admission(asked));
    }
  }

  private Admission admission(Asked asked) {
    return gate.admit(
        asked.request(), () -> TlsClient.certificate(asked.exchange().getConnection()));
  }

  private void answer(Asked asked, Admission admission) {
    switch (admission) {
      case Admission.Refused(ResponseStatus status) -> refuse(asked.exchange(), status);
      case Admission.Admitted(Audience audience) -> answer(asked, audience);
    }
  }

  private void answer(Asked asked, Audience audience) {
    AccessRequest inquiry = new AccessRequest(asked.request(), audience);
    Optional<Answer> prompt =
        asked.repeated().isPresent()
            ? responder.answerAtOnce(asked.repeated().get(), audience)
            : responder.answerAtOnce(inquiry);
    if (prompt.isPresent()) {
      send(asked, audience, prompt.get());
    } else {
      later(
          asked.exchange(),
          responder.demand(inquiry),
          ioThread -> responder.answerLater(inquiry, ioThread),
          answer -> send(asked, audience, answer));
    }
  }

  private void send(Asked asked, Audience audience, Answer answer) {
    counts.count(audience, asked.request(), answer.told());
    Replies.answer(asked.exchange(), answer, keeper(audience), clock.instant());
  }

  /**
   * What is told to a party that was recognised must not be kept where others are answered from.
   */
  private static CacheControl keeper(Audience audience) {
    return switch (audience) {
      case Audience.Anyone _ -> CacheControl.PUBLIC;
      case Audience.Registered _ -> CacheControl.PRIVATE;
    };
  }

  /**
   * Goes on in the I/O thread when some work is done, if there is room for one more to wait.
   *
   * @param work is begun at once, and given the I/O thread
   */
  private <T> void later(
      HttpServerExchange exchange,
      Demand demand,
      Function<Executor, CompletableFuture<T>> work,
      Consumer<T> then) {
    if (!waiting.take(demand)) {
      counts.tally().countShed();
      refuse(exchange, ResponseStatus.TRY_LATER);
      return;
    }
    Executor ioThread = exchange.getIoThread();
    // When Undertow's call has ended: before, it would take the exchange for one that is done.
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> {
          // What goes wrong in it is told to the client.
          var _ =
              begin(work, ioThread)
                  .whenComplete((result, failure) -> {
                    waiting.giveBack(demand);
                    ioThread.execute(() -> finish(exchange, result, failure, then));
                  });
        });
  }

  private static <T> CompletableFuture<T> begin(
      Function<Executor, CompletableFuture<T>> work, Executor ioThread) {
    try {
      return work.apply(ioThread);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> void finish(
      HttpServerExchange exchange, T result, Throwable failure, Consumer<T> then) {
    guarded(
        exchange,
        () -> {
          if (failure != null) {
            throw new CompletionException(failure);
          }
          then.accept(result);
        });
  }

  /** Sends an answer that says nothing. */
  void refuse(HttpServerExchange exchange, ResponseStatus status) {
    Answer answer = Answer.refusal(status);
    counts.tally().count(answer.told());
    Replies.refusal(exchange, answer);
  }

  /** Runs work as the outermost handler: whatever went wrong, the client is told that it did. */
  void guarded(HttpServerExchange exchange, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      OcspLog.LOG.internalError(e);
      if (!exchange.isResponseStarted()) {
        refuse(exchange, ResponseStatus.INTERNAL_ERROR);
      }
    }
  }
}
