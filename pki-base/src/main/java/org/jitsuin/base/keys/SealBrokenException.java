package org.jitsuin.base.keys;

import java.io.Serial;
import java.security.GeneralSecurityException;

/** A sealed seed does not open with the key that stands beside it in the token. */
final class SealBrokenException extends GeneralSecurityException {
  @Serial private static final long serialVersionUID = 1;

  SealBrokenException(String message, Throwable cause) {
    super(message, cause);
  }
}
