package org.jitsuin.sandbox.client;

import com.nimbusds.oauth2.sdk.util.StringUtils;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jitsuin.sandbox.http.Refused;

/**
 * A party.
 *
 * @param secretHash SHA-256 of its secret, which nobody keeps
 * @param redirects where holders are sent back to, compared letter for letter
 */
public record Client(String id, String name, String secretHash, List<String> redirects) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_ADDRESS = 255;
  private static final int MOST_ADDRESSES = 5;

  /** Machines that are nowhere but here. */
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Checks it.
   *
   * @throws Refused if a name or an address is none
   */
  public Client {
    redirects = List.copyOf(redirects);
    if (StringUtils.isBlank(name)
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(
          422, "name", "名前は1文字から100文字です。", "A name has 1 to 100 characters, and no line breaks.");
    }
    if (redirects.isEmpty()
        || redirects.size() > MOST_ADDRESSES
        || !redirects.stream().allMatch(Client::isAddress)) {
      throw new Refused(
          422,
          "redirect-address",
          "戻り先は1個から5個の、https または http://localhost のアドレスです（255文字まで。#以降は使えません）。",
          "One to five addresses: https, or http of this machine (localhost), up to 255 characters,"
              + " without a fragment.");
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      boolean local = LOOPBACK.contains(String.valueOf(address.getHost()));
      return text.length() <= LONGEST_ADDRESS
          && address.getHost() != null
          && address.getRawFragment() == null
          && address.getRawUserInfo() == null
          && (scheme.equals("https") || (scheme.equals("http") && local))
          // What a browser's policy is made of has no signs that mean something there.
          && text.matches("[!-~&&[^;,'\"<>\\\\]]+");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Returns the part of an address that browsers keep apart: scheme, name and port. */
  public static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
