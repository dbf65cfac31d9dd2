package helloagain.signature;

import helloagain.message.AlertDescription;

/**
 * Says why a certificate or a signature is not accepted.
 *
 * @param alert the alert to send
 * @param reason what was seen, in one line for people
 */
public record Refusal(AlertDescription alert, String reason) {}
