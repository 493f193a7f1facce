package org.jitsuin.ca.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.RefusalCode;

/** Headers that every POST request carries. */
public final class PostHeaders {
  /** The header that names a request. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** What it may be, a regular expression. */
  public static final String FORM = "[A-Za-z0-9_-]{8,128}";

  private PostHeaders() {}

  /**
   * Names the request: by whom, under which key, with which address and body.
   *
   * @throws RequestRefused IDEMPOTENCY_KEY_MISSING
   */
  public static RequestId requestId(HttpServletRequest request, StaffMember caller, byte[] body) {
    String key = key(request);
    byte[] path = (request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] content = new byte[path.length + body.length];
    System.arraycopy(path, 0, content, 0, path.length);
    System.arraycopy(body, 0, content, path.length, body.length);
    return new RequestId(caller.person(), key, Fingerprint.of(content));
  }

  /**
   * Returns the Idempotency-Key of a request.
   *
   * @throws RequestRefused IDEMPOTENCY_KEY_MISSING, MY_NUMBER_NOT_ACCEPTED
   */
  public static String key(HttpServletRequest request) {
    String key =
        Optional.ofNullable(request.getHeader(IDEMPOTENCY_KEY))
            .filter(PostHeaders::isKey)
            .orElseThrow(() -> new RequestRefused(RefusalCode.IDEMPOTENCY_KEY_MISSING, ""));
    Members.refuseMyNumber(key);
    return key;
  }

  /** Returns whether a text has the form of an Idempotency-Key. */
  public static boolean isKey(String text) {
    return text.matches(FORM);
  }
}
