package org.jitsuin.verifier.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Writes a body as it comes, and ends it where it is too long. */
final class LimitedBody implements BodySubscriber<Void> {
  private final OutputStream out;
  private final long most;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private long taken;

  LimitedBody(OutputStream out, long most) {
    this.out = out;
    this.most = most;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (done.isDone()) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        take(buffer);
      }
    } catch (IOException e) {
      subscription.cancel();
      done.completeExceptionally(e);
    }
  }

  private void take(ByteBuffer buffer) throws IOException {
    taken += buffer.remaining();
    if (taken > most) {
      throw new TooLargeException(most);
    }
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    out.write(octets);
  }

  @Override
  public void onError(Throwable problem) {
    done.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    done.complete(null);
  }
}
