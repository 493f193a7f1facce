package org.jitsuin.card.state;

/**
 * What the secure channel remembers without power.
 *
 * @param sequence how many channels were opened, modulo 2^24; part of what session keys are made of
 */
public record ChannelState(ChannelKeys keys, int sequence) {
  private static final int MODULUS = 1 << 24;

  /** The state once a channel is being opened. */
  public ChannelState next() {
    return new ChannelState(keys, (sequence + 1) % MODULUS);
  }
}
