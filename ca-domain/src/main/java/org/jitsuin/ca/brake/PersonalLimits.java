package org.jitsuin.ca.brake;

/**
 * What one person may do without a second one.
 *
 * @param exOfficio acts of a day from {@link Budget#EX_OFFICIO}
 * @param requested acts of a day from {@link Budget#REQUESTED}
 * @param suspensions how fast cards are suspended
 */
public record PersonalLimits(int exOfficio, int requested, Pace suspensions) {
  public int of(Budget budget) {
    return switch (budget) {
      case EX_OFFICIO -> exOfficio;
      case REQUESTED -> requested;
    };
  }
}
