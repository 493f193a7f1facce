package org.jitsuin.ca.api.http;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jitsuin.ca.json.Json;

/**
 * Refuses JSON with a PIN or a My Number in it before a resource sees the body, even one that does
 * not read it.
 */
@Provider
@Dependent
public class PinInterceptor implements ReaderInterceptor {
  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getType() == byte[].class
        && MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType())) {
      byte[] body = context.getInputStream().readAllBytes();
      Json.refuseSecrets(body);
      context.setInputStream(new ByteArrayInputStream(body));
    }
    return context.proceed();
  }
}
