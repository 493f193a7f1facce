package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.jitsuin.base.Fault;

/** Says why something failed in a line that is the same each time the same thing fails. */
public final class Reasons {
  private Reasons() {}

  /** Returns that line. */
  public static String of(Throwable failure) {
    return switch (failure) {
      case Fault fault -> fault.code() + ": " + fault.getMessage();
      case UncheckedIOException unchecked -> of(unchecked.getCause());
      case FileSystemException file ->
          "a file cannot be written or read: "
              + Optional.ofNullable(file.getReason()).orElse(file.getClass().getSimpleName());
      case IOException io -> "a file cannot be written or read: " + io.getMessage();
      default -> failure.toString();
    };
  }
}
