package org.jitsuin.ca.api.http;

import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;

/**
 * The body of a request as a stream that tells apart that nothing has come yet and that nothing
 * more comes.
 */
public final class BodyStream extends FilterInputStream {
  private final ServletInputStream body;

  private BodyStream(ServletInputStream body) {
    super(body);
    this.body = body;
  }

  /**
   * The body of the request that this thread answers, which may be larger than those of others.
   *
   * @param largest octets
   */
  public static BodyStream upTo(HttpServletRequest request, long largest) throws IOException {
    ServletRequestContext.requireCurrent().getExchange().setMaxEntitySize(largest);
    return new BodyStream(request.getInputStream());
  }

  /** 0 only while a read would block. */
  @Override
  public int available() throws IOException {
    int available = body.available();
    return available == 0 && body.isFinished() ? 1 : available;
  }
}
