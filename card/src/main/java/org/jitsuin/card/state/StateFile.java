package org.jitsuin.card.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerWriter;

/**
 * A card's state in a file: encrypted and authenticated as a whole (AES-256-GCM), written so that
 * it is there whole or as it was before, and open to one program at a time: with two readers a card
 * would have twice its tries.
 */
public final class StateFile implements StateStore, AutoCloseable {
  private static final byte[] MAGIC = "JITSUIN CARD 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;

  private final Path file;
  private final StateKey key;
  private final Random random;
  private final FileChannel lock;

  private StateFile(Path file, StateKey key, Random random, FileChannel lock) {
    this.file = file;
    this.key = key;
    this.random = random;
    this.lock = lock;
  }

  /**
   * Opens the file of a card for this program alone; it need not be there yet.
   *
   * @param random must be a secure one: it makes the nonces
   * @throws CardInUseException if another program has it open
   */
  public static StateFile open(Path file, StateKey key, Random random) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new CardInUseException(file);
    }
    return new StateFile(file, key, random, channel);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Reads the state. */
  public CardState load() throws IOException {
    byte[] octets = Files.readAllBytes(file);
    int head = MAGIC.length + NONCE_OCTETS;
    if (octets.length < head || !Arrays.equals(MAGIC, Arrays.copyOf(octets, MAGIC.length))) {
      throw new IOException(file + " is not the state of a card");
    }
    byte[] nonce = Arrays.copyOfRange(octets, MAGIC.length, head);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce);
      return StateEncoding.decode(cipher.doFinal(octets, head, octets.length - head));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " was changed, or written under another key", e);
    } catch (DerException | IllegalArgumentException e) {
      throw new IOException(file + " holds a state that cannot be", e);
    }
  }

  @Override
  public void save(CardState state) {
    byte[] nonce = new byte[NONCE_OCTETS];
    random.nextBytes(nonce);
    byte[] plain = StateEncoding.encode(state);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
      DurableFile.replace(file, DerWriter.concatenate(MAGIC, nonce, sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(MAGIC);
    return cipher;
  }

  /** Lets other programs have the card. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
