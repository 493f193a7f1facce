package org.jitsuin.ca.officeact;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.application.Material;
import org.jitsuin.ca.outcome.Outcome;

/**
 * An office act whose content was read and is right by itself.
 *
 * @param performing carries it out
 * @param told what a second person looks at above all
 */
public record Act(Function<Call, Outcome<Bytes>> performing, Supplier<Outcome<Material>> told) {
  /**
   * Carries it out, once for each request.
   *
   * @return the JSON document that answers it
   */
  public Outcome<Bytes> perform(Call call) {
    return performing.apply(call);
  }

  /**
   * Returns what a second person looks at above all.
   *
   * @return refused where something is missing, or will be refused whoever asks and whenever
   */
  Outcome<Material> material() {
    return told.get();
  }
}
