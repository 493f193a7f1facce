package org.jitsuin.crl.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.crl.CrlSettings;

/**
 * The other servers, where servers have directories of their own: from the address at which any of
 * them hands out what was published. What is fetched has the hash that the database says, or it is
 * left; so it does not matter who answers.
 */
public final class Peers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Octets in a second that must come at the least, so that a file of any size has its time. */
  private static final long SLOWEST = 1 << 20;

  private static final int OK = 200;

  /** Octets of a certificate at the most. */
  private static final int CERTIFICATE = 1 << 16;

  private final List<URI> peers;
  private final Duration patience;
  private final HttpClient http;

  /**
   * @param peers the addresses of the other servers, as {@code jitsuin.base-url} is one
   * @param patience until an answer begins, and for its octets besides what their number takes
   */
  public Peers(List<URI> peers, Duration patience) {
    this.peers = List.copyOf(peers);
    this.patience = patience;
    this.http = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  /**
   * Reads {@code jitsuin.crl.peers}.
   *
   * @throws Fault SETTING_INVALID
   */
  public static Peers configured(Settings settings) {
    return new Peers(
        settings.find(CrlSettings.PEERS).stream()
            .flatMap(all -> Arrays.stream(all.split("[,\\s]+")))
            .filter(one -> !one.isEmpty())
            .map(Peers::address)
            .toList(),
        PATIENCE);
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text.replaceAll("/+$", ""));
      if (address.getHost() != null && text.matches("https?://.*")) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // It is said below.
    }
    throw Settings.invalid(
        CrlSettings.PEERS.key(), "must be addresses such as http://app-2:8080: " + text);
  }

  /** Returns whether this server has a directory of its own, which nobody else fills. */
  public boolean areThere() {
    return !peers.isEmpty();
  }

  /** A round of questions: who does not answer is asked for nothing more in it. */
  public final class Round {
    private final List<URI> answering = new ArrayList<>(peers);

    /** Returns whether anybody is left who may answer. */
    public boolean goesOn() {
      return !answering.isEmpty();
    }

    /**
     * Fetches a file into its place, which is there whole or not at all; what nobody has yet is to
     * be looked for the next time.
     */
    public boolean fetch(WantedFile wanted) {
      for (URI peer : List.copyOf(answering)) {
        try {
          if (Peers.this.fetch(wanted, peer)) {
            return true;
          }
        } catch (IOException _) {
          answering.remove(peer);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          answering.clear();
        }
      }
      return false;
    }
  }

  /** Begins to ask. */
  public Round round() {
    return new Round();
  }

  /**
   * Returns what the others hand out at that address of a certificate. Each is asked when the
   * stream comes to it, so that the first one whose answer is right is the last one asked.
   */
  public Stream<byte[]> certificates(String path) {
    return peers.stream().map(peer -> certificate(peer, path)).flatMap(Optional::stream);
  }

  private Optional<byte[]> certificate(URI peer, String path) {
    try {
      HttpResponse<InputStream> answer = ask(peer, path);
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != OK) {
          return Optional.empty();
        }
        CompletableFuture<Void> end = endOf(body, CERTIFICATE, new AtomicBoolean());
        try {
          return Optional.of(body.readNBytes(CERTIFICATE));
        } finally {
          end.cancel(false);
        }
      }
    } catch (IOException _) {
      // Another one may answer.
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private HttpResponse<InputStream> ask(URI peer, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(peer + path)).timeout(patience).build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Returns whether the peer handed out what is wanted; it may have an older one, or a newer. */
  private boolean fetch(WantedFile wanted, URI peer) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = ask(peer, wanted.path());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != OK) {
        return false;
      }
      Files.createDirectories(wanted.file().getParent());
      Path draft = wanted.file().resolveSibling(wanted.file().getFileName() + ".draft");
      AtomicBoolean late = new AtomicBoolean();
      CompletableFuture<Void> end = endOf(body, wanted.most(), late);
      try {
        if (copied(body, draft, wanted)) {
          Files.move(draft, wanted.file(), StandardCopyOption.ATOMIC_MOVE);
          return true;
        }
        if (late.get()) {
          throw new IOException("the answer does not end");
        }
        return false;
      } finally {
        end.cancel(false);
        Files.deleteIfExists(draft);
      }
    }
  }

  /**
   * Closes a body that does not end: the time of a request is over when its answer begins, and a
   * peer that was stopped in the middle would hold up whoever publishes.
   *
   * @param size the octets that it may have
   */
  private CompletableFuture<Void> endOf(InputStream body, long size, AtomicBoolean late) {
    Duration allowed = patience.plusSeconds(size / SLOWEST);
    return CompletableFuture.runAsync(
        () -> {
          late.set(true);
          try {
            body.close();
          } catch (IOException _) {
            // Whoever reads it learns that it is over.
          }
        },
        CompletableFuture.delayedExecutor(allowed.toNanos(), TimeUnit.NANOSECONDS));
  }

  private static boolean copied(InputStream body, Path draft, WantedFile wanted)
      throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
      int read = body.read(buffer);
      while (read >= 0 && length <= wanted.most()) {
        out.write(buffer, 0, read);
        length += read;
        read = body.read(buffer);
      }
    }
    return length <= wanted.most() && Fingerprint.ofDigest(digest.digest()).equals(wanted.sha256());
  }
}
