package org.jitsuin.card.holder;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jitsuin.verifier.http.HttpTransport;

/** Sends over HTTP by Java's own client. */
public final class HttpPost implements Post {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MOST = 1 << 20;

  /** Returns how others are reached: whole answers in time, and nobody is followed elsewhere. */
  public static HttpTransport transport() {
    return new HttpTransport(PATIENCE);
  }

  @Override
  public byte[] send(URI address, String type, byte[] body) {
    try {
      return transport().post(address, type, body, MOST);
    } catch (IOException e) {
      throw new HolderFailure(
          address + " から回答がありません。", "Nobody answers properly at " + address + ".", e);
    }
  }
}
