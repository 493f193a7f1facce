package org.jitsuin.ca.api.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.LogProof;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.ReadLog;

/**
 * The audit log as a transparency log, for auditors: checkpoints, proofs, and its files with the
 * entries (C2SP tlog-tiles).
 */
@Path("/audit")
@Dependent
public class AuditLogResource {
  /** Cache-Control of tiles: the content of a tile, named by its path, never changes. */
  private static final String FOR_EVER = "private, max-age=31536000, immutable";

  @Inject private ReadLog readLog;
  @Inject private LogFiles files;

  @GET
  @Path("/key")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(summary = "What checkpoints are checked with, a C2SP verifier key")
  @Answer(mediaType = MediaType.TEXT_PLAIN)
  public Response readKey() {
    return text(readLog.verifier().orElseThrow(() -> unknown("key")) + "\n");
  }

  @GET
  @Path("/checkpoint")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(summary = "The newest checkpoint, a C2SP signed note")
  @Answer(mediaType = MediaType.TEXT_PLAIN)
  public Response readCheckpoint() {
    return text(new String(newest().bytes(), StandardCharsets.UTF_8));
  }

  @GET
  @Path("/entries/{number}/proof")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(
      summary = "That an entry is in the log: a C2SP tlog-proof, checked without this server")
  @Answer(mediaType = MediaType.TEXT_PLAIN)
  public Response readProof(@PathParam("number") String text) {
    long number = AuditResource.number("number", text, Long.MAX_VALUE);
    SignedNote note = newest();
    Tree tree = new Tree(size(note), files);
    if (number > tree.size()) {
      throw unknown(text);
    }
    long index = number - 1;
    return text(new LogProof(index, tree.inclusion(index), note).text());
  }

  /**
   * A consistency proof.
   *
   * @param hashes in base64
   */
  record ConsistencyView(long from, long to, List<String> hashes) {}

  @GET
  @Path("/consistency")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(
      summary =
          "That the log of an earlier checkpoint is the beginning of the newest (RFC 9162 section"
              + " 2.1.4)")
  @Answer(ConsistencyView.class)
  public Response readConsistency(@QueryParam("from") String text) {
    Tree tree = new Tree(size(newest()), files);
    long from = AuditResource.number("from", Optional.ofNullable(text).orElse(""), tree.size());
    List<String> hashes = tree.consistency(from).stream().map(TreeHash::toString).toList();
    return Answers.json(
        Response.Status.OK, Json.write(new ConsistencyView(from, tree.size(), hashes)));
  }

  @GET
  @Path("/log/checkpoint")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(summary = "The newest checkpoint, where the log's files are")
  @Answer(mediaType = MediaType.TEXT_PLAIN)
  public Response readLogCheckpoint() {
    return readCheckpoint();
  }

  @GET
  @Path("/log/checkpoint-witnessed")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(summary = "The newest checkpoint that witnesses cosigned")
  @Answer(mediaType = MediaType.TEXT_PLAIN)
  public Response readWitnessed() {
    byte[] note = files.witnessed().orElseThrow(() -> unknown("checkpoint-witnessed"));
    return text(new String(note, StandardCharsets.UTF_8));
  }

  @GET
  @Path("/log/tile/{path: .+}")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(summary = "A tile of hashes or a bundle of entries, where the log's files are")
  @Answer(mediaType = MediaType.APPLICATION_OCTET_STREAM)
  public Response readTile(@PathParam("path") String path) {
    Tile tile = Tile.parse("tile/" + path).orElseThrow(() -> unknown(path));
    try {
      return Response.ok(files.read(tile), MediaType.APPLICATION_OCTET_STREAM_TYPE)
          .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
          .build();
    } catch (LogDamaged _) {
      throw unknown(path);
    }
  }

  private SignedNote newest() {
    return files.checkpoint().flatMap(SignedNote::parse).orElseThrow(() -> unknown("checkpoint"));
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).orElseThrow(() -> unknown("checkpoint")).size();
  }

  private static RequestRefused unknown(String what) {
    return new RequestRefused(RefusalCode.AUDIT_ENTRY_UNKNOWN, what);
  }

  private static Response text(String text) {
    return Response.ok(text, MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
