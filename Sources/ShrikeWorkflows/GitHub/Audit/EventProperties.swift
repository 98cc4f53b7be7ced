/// Properties of GitHub's events whose values nobody can shape freely: numbers, flags, times, hashes and
/// words of a fixed set, by the last one, two or three names of their path.
///
/// https://docs.github.com/en/webhooks/webhook-events-and-payloads
enum EventProperties {
  static func isFixed(_ path: [Substring]) -> Bool {
    guard path.count > 3, path[2] != "inputs", path[2] != "client_payload" else { return false }
    for length in 1...3 where path.count >= length {
      if suffixes.contains(path.suffix(length).joined(separator: ".")) { return true }
    }
    return false
  }

  /// Other values of the context `github`, and of `runner`.
  static let fixed: Set<String> = [
    "github.action_path", "github.event_name", "github.job", "github.repository",
    "github.repository_id", "github.repository_owner", "github.repository_owner_id",
    "github.repositoryurl", "github.run_attempt", "github.run_id", "github.run_number",
    "github.server_url", "github.sha", "github.token", "github.triggering_actor",
    "github.workspace", "runner.arch", "runner.debug", "runner.os", "runner.temp",
    "runner.tool_cache", "github.event.after", "github.event.before",
    "github.event.created",
    "github.event.deleted",
    "github.event.forced",
    "github.event.id",
    "github.event.number",
    "github.event.ref_type",
    "github.event.state",
  ]

  private static let suffixes = Set(text.split(separator: " ").map(String.init))

  private static let text = """
    +1 -1 actions additions admin admin_enforced administration allow_auto_merge \
    allow_deletions_enforcement_level allow_force_pushes_enforcement_level allow_forking \
    allow_merge_commit allow_rebase_merge allow_squash_merge allow_update_branch \
    annotations_count anonymous_access_enabled archived authorized_actors_only \
    authorized_dismissal_actors_only base_sha blocked_by blocking changed_files check_suite_id \
    child_comment_count closed_issues comment_count comments commits completed completed_at \
    conclusion confused content_references create_protected created creator data_type default \
    delete_branch_on_merge deleted deleted_by_id deletions disabled discussion_id discussions \
    dismiss_stale_reviews_on_push distinct download_count draft due_on duration emails \
    enterprise_id environments eyes forced fork forks forks_count has_discussions \
    has_downloads has_issues has_pages has_projects has_shrinkwrap has_wiki head_commit heart \
    hooray ignore_approvals_from_contributors immutable in_reply_to_id installations_count \
    is_answerable is_enabled is_template issue_field_id keys latest_check_runs_count laugh \
    lexical_search_ok line linear_history_requirement_enforcement_level lock_allows_fork_sync \
    lock_branch_enforcement_level locked maintain maintainer_can_modify members \
    merge_commit_message merge_commit_title merge_method merge_queue_enforcement_level \
    mergeable merged merged_by network_count number open_issues open_issues_count \
    organization_administration organization_hooks organization_id organization_packages \
    organization_plan organization_projects organization_secrets \
    organization_self_hosted_runners organization_user_blocking original_line \
    original_position original_start_line packages pages parent_id percent_completed position \
    prerelease private production_environment protected public published_via_actions pull \
    pull_request_review_id pull_request_reviews_enforcement_level pull_requests push \
    rebaseable ref_type release_id repository_hooks repository_id repository_projects \
    require_code_owner_review require_last_push_approval required_approving_review_count \
    required_conversation_resolution_level required_deployments_enforcement_level \
    required_status_checks_enforcement_level rerequestable review_comments rocket run_attempt \
    run_number run_started_at runs_rerequestable secret_scanning_alerts secrets \
    security_events security_scanning_alert side signature_requirement_enforcement_level \
    single_file site_admin size squash_merge_commit_message squash_merge_commit_title \
    stargazers stargazers_count start_line start_side started_at statuses \
    strict_required_status_checks_policy subject_type submitted_at subscribers_count \
    team_discussions to total total_blocked_by total_blocking total_count \
    transient_environment triage use_squash_pr_title_as_default verified vulnerability_alerts \
    watchers watchers_count web_commit_signoff_required workflow_id workflows *.action \
    *.timestamp actor.id actor.type admin_enforced.from advanced_security.status after \
    answer.author_association answer.created_at answer.id answer.updated_at \
    answer_chosen_by.id answer_chosen_by.type app.created_at app.id app.updated_at assignee.id \
    author.id authorized_actors_only.from authorized_dismissal_actors_only.from before \
    category.created_at category.id check_run.id check_run.status check_suite.created_at \
    check_suite.id check_suite.status check_suite.updated_at code_security.status \
    comment.author_association comment.id comment.performed_via_github_app committer.id \
    committer.type creator.id dependabot_security_updates.status deployment.id \
    deployment.performed_via_github_app deployment_status.id discussion.author_association \
    discussion.created_at discussion.id discussion.state discussion.state_reason \
    discussion.updated_at enabled_by.id enterprise.created_at enterprise.id \
    enterprise.updated_at forkee.id from.created_at from.id head_repository.id id \
    installation.id issue.id issue.state label.id \
    linear_history_requirement_enforcement_level.from lock_allows_fork_sync.from \
    lock_branch_enforcement_level.from merged_by.id milestone.closed_at milestone.created_at \
    milestone.id milestone.state milestone.updated_at new_discussion.author_association \
    new_discussion.created_at new_discussion.id new_discussion.state \
    new_discussion.state_reason new_discussion.updated_at new_issue.active_lock_reason \
    new_issue.author_association new_issue.closed_at new_issue.created_at new_issue.id \
    new_issue.state new_issue.updated_at new_repository.created_at new_repository.id \
    new_repository.license new_repository.pushed_at new_repository.updated_at \
    old_answer.author_association old_answer.created_at old_answer.id old_answer.updated_at \
    old_issue.active_lock_reason old_issue.author_association old_issue.closed_at \
    old_issue.created_at old_issue.id old_issue.state old_issue.updated_at \
    old_repository.created_at old_repository.id old_repository.pushed_at \
    old_repository.updated_at old_repository.visibility organization.id owner.created_at \
    owner.id owner.updated_at package_version.id parent.id parent.privacy \
    performed_via_github_app.created_at performed_via_github_app.id \
    performed_via_github_app.updated_at pull_request.assignee pull_request.author_association \
    pull_request.id pull_request.milestone pull_request.state \
    pull_request_reviews_enforcement_level.from pusher.date pusher.id pusher.type \
    registry_package.id release.id release.updated_at repo.created_at repo.id repo.license \
    repo.pushed_at repo.updated_at repository.created_at repository.id repository.license \
    repository.pushed_at repository.updated_at requested_reviewer.id requested_reviewer.type \
    requested_team.id requested_team.privacy require_last_push_approval.from \
    required_status_checks_enforcement_level.from review.author_association review.id \
    review.updated_at rule.created_at rule.id rule.updated_at secret_scanning.status \
    secret_scanning_ai_detection.status secret_scanning_non_provider_patterns.status \
    secret_scanning_push_protection.status sender.id single_select_option.id state \
    template_repository.id triggering_actor.id triggering_actor.type type.color \
    type.created_at type.id type.updated_at uploader.id uploader.type user.id \
    verification.reason workflow.created_at workflow.id workflow.updated_at \
    workflow_run.created_at workflow_run.id workflow_run.status workflow_run.updated_at \
    *.author.date *.committer.date answer.user.type assets.*.created_at assets.*.id \
    assets.*.state assets.*.updated_at assignee.type assignees.*.id \
    check_run.deployment.created_at check_run.deployment.updated_at comment.user.type \
    commit.author.type deployment.creator.type deployment_status.creator.type \
    discussion.user.type head_commit.author.date head_commit.committer.date \
    head_commit.timestamp issue.assignee.type issue.pull_request.merged_at labels.*.id \
    merge_group.head_commit.timestamp new_discussion.user.type new_issue.assignee.type \
    new_issue.pull_request.merged_at new_issue.user.type old_answer.user.type \
    old_issue.assignee.type old_issue.pull_request.merged_at old_issue.user.type \
    old_repository.owner.type package_files.*.id pull_request.base.sha pull_request.head.sha \
    pull_requests.*.id release.created_at release.published_at requested_reviewers.*.id \
    requested_reviewers.*.privacy requested_teams.*.id requested_teams.*.type review.user.type
    """
}
