package org.jitsuin.ca.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures that the services of this server show as metrics, so that none is computed twice. */
@FunctionalInterface
public interface Figures {
  /**
   * A figure.
   *
   * @param labels what it is about
   */
  record Figure(Map<String, String> labels, double value) {
    /** Returns whether it has that label. */
    boolean has(String label, String value) {
      return value.equals(labels.get(label));
    }
  }

  /**
   * Returns the figures of that name, with whatever labels; none where nobody shows them.
   *
   * @param name with dots, such as {@code jitsuin.crl.partitions}
   */
  List<Figure> all(String name);

  /** Returns the value of the figure that has no label; empty where it is not known. */
  default Optional<Long> one(String name) {
    return all(name).stream()
        .filter(figure -> figure.labels().isEmpty())
        .flatMap(figure -> number(figure).stream())
        .findFirst();
  }

  /** Returns the value of the figure of an authority; empty where it is not known. */
  default Optional<Long> of(String authority, String name) {
    return all(name).stream()
        .filter(figure -> figure.has("authority", authority))
        .flatMap(figure -> number(figure).stream())
        .findFirst();
  }

  private static Optional<Long> number(Figure figure) {
    return Double.isNaN(figure.value())
        ? Optional.empty()
        : Optional.of((long) Math.floor(figure.value()));
  }
}
