"""Names of icons that were left above a text: ``directions_walkHistory`` is the heading "History".

Fonts of icons draw a name as a picture. Where a page was saved as plain text, the name sticks to the heading after it.
It is removed only where all of this holds: the name is in the list below; it begins a line that stands below a blank
line and above text; the rest of the line looks like a heading and does not begin with a particle
(``check_circle을 누르고``). Any other name with an underscore is text.
"""

from __future__ import annotations

import re

from .headings import heading_of

_NAMES = frozenset(
    """
    access_alarm access_time accessibility_new account_balance account_balance_wallet account_box account_circle
    account_tree add_a_photo add_alert add_box add_circle add_circle_outline add_comment add_link add_location
    add_photo_alternate add_shopping_cart add_task add_to_photos admin_panel_settings airline_seat_recline_normal
    airplanemode_active alarm_add alarm_on all_inclusive alternate_email app_registration area_chart arrow_back
    arrow_back_ios arrow_circle_down arrow_circle_left arrow_circle_right arrow_circle_up arrow_downward
    arrow_drop_down arrow_drop_up arrow_forward arrow_forward_ios arrow_left arrow_right arrow_right_alt
    arrow_upward art_track aspect_ratio assignment_ind assignment_late assignment_turned_in attach_email attach_file
    attach_money auto_awesome auto_fix_high auto_stories baby_changing_station back_hand bar_chart beach_access
    bedtime_off bluetooth_connected book_online bookmark_add bookmark_added bookmark_border border_color
    breakfast_dining brightness_high broken_image bubble_chart bug_report build_circle business_center
    calendar_month calendar_today calendar_view_month call_made call_received call_split camera_alt camera_roll
    cancel_presentation card_giftcard card_membership card_travel center_focus_strong change_circle chat_bubble
    chat_bubble_outline check_box check_box_outline_blank check_circle check_circle_outline chevron_left
    chevron_right child_care child_friendly chrome_reader_mode cleaning_services clear_all closed_caption cloud_done
    cloud_download cloud_off cloud_queue cloud_sync cloud_upload color_lens compare_arrows confirmation_number
    connect_without_contact contact_mail contact_page contact_phone contact_support content_copy content_cut
    content_paste control_point copy_all create_new_folder credit_card crisis_alert crop_free dark_mode data_usage
    date_range delete_forever delete_outline delete_sweep design_services desktop_mac desktop_windows
    developer_board developer_mode device_hub devices_other dinner_dining directions_bike directions_boat
    directions_bus directions_car directions_railway directions_run directions_subway directions_transit
    directions_walk display_settings do_not_disturb done_all done_outline donut_large donut_small download_done
    download_for_offline drag_handle drag_indicator drive_eta drive_file_move dry_cleaning dynamic_feed
    edit_calendar edit_location edit_note edit_off elderly_woman electric_bike electric_bolt electric_car
    emoji_emotions emoji_events emoji_flags emoji_food_beverage emoji_nature emoji_objects emoji_people
    emoji_symbols emoji_transportation energy_savings_leaf error_outline escalator_warning ev_station
    event_available event_busy event_note event_repeat event_seat exit_to_app expand_circle_down expand_less
    expand_more explore_off face_retouching_natural fact_check family_restroom fast_forward fast_rewind
    favorite_border featured_play_list featured_video file_copy file_download file_open file_present file_upload
    filter_alt filter_list filter_none filter_vintage find_in_page find_replace first_page fitness_center
    flag_circle flash_off flash_on flight_land flight_takeoff folder_open folder_shared folder_special
    follow_the_signs food_bank format_align_center format_align_left format_align_right format_bold
    format_color_fill format_color_text format_italic format_list_bulleted format_list_numbered format_paint
    format_quote format_size forward_to_inbox free_breakfast fullscreen_exit g_translate generating_tokens get_app
    gps_fixed gps_not_fixed graphic_eq grid_on grid_view group_add group_work health_and_safety hearing_disabled
    heart_broken help_center help_outline high_quality highlight_alt highlight_off history_edu history_toggle_off
    holiday_village home_repair_service home_work horizontal_rule hourglass_bottom hourglass_empty hourglass_full
    hourglass_top how_to_reg how_to_vote import_contacts import_export important_devices indeterminate_check_box
    info_outline insert_chart insert_comment insert_drive_file insert_emoticon insert_invitation insert_link
    insert_photo integration_instructions inventory_2 invert_colors ios_share join_full keyboard_arrow_down
    keyboard_arrow_left keyboard_arrow_right keyboard_arrow_up keyboard_backspace keyboard_return keyboard_voice
    label_important label_off laptop_chromebook laptop_mac last_page leave_bags_at_home legend_toggle library_add
    library_add_check library_books library_music light_mode lightbulb_circle lightbulb_outline line_style
    line_weight linear_scale link_off list_alt live_help live_tv local_activity local_airport local_atm local_bar
    local_cafe local_dining local_drink local_fire_department local_florist local_gas_station local_grocery_store
    local_hospital local_hotel local_laundry_service local_library local_mall local_movies local_offer local_parking
    local_pharmacy local_phone local_pizza local_play local_police local_post_office local_printshop local_see
    local_shipping local_taxi location_city location_off location_on location_searching lock_clock lock_open
    lock_outline lock_person looks_3 looks_4 looks_5 looks_6 looks_one looks_two low_priority lunch_dining
    mail_outline manage_accounts manage_history manage_search maps_ugc mark_as_unread mark_chat_read mark_email_read
    mark_email_unread meeting_room menu_book menu_open mic_none mic_off military_tech miscellaneous_services
    mobile_friendly mode_comment mode_edit model_training monetization_on money_off monitor_heart more_horiz
    more_time more_vert motion_photos_on movie_creation movie_filter multiline_chart multiple_stop music_note
    music_off music_video my_location nature_people navigate_before navigate_next near_me network_check new_label
    new_releases next_plan night_shelter nights_stay no_accounts no_food no_meals no_photography not_interested
    not_listed_location not_started note_add note_alt notification_important notifications_active notifications_none
    notifications_off offline_bolt on_device_training online_prediction open_in_browser open_in_full open_in_new
    outdoor_grill outlined_flag pan_tool party_mode pause_circle pause_circle_filled pedal_bike pending_actions
    people_alt people_outline perm_camera_mic perm_contact_calendar perm_identity perm_media perm_phone_msg
    person_add person_add_alt person_off person_outline person_pin person_pin_circle person_remove person_search
    personal_injury personal_video pest_control phone_android phone_callback phone_enabled phone_in_talk
    phone_iphone photo_album photo_camera photo_library picture_as_pdf picture_in_picture pie_chart
    pie_chart_outline pin_drop play_arrow play_circle play_circle_filled play_circle_outline play_lesson
    playlist_add playlist_add_check playlist_play plus_one point_of_sale post_add power_settings_new pregnant_woman
    present_to_all price_change price_check priority_high privacy_tip production_quantity_limits psychology_alt
    public_off push_pin qr_code qr_code_2 qr_code_scanner query_builder query_stats question_answer question_mark
    queue_music radio_button_checked radio_button_unchecked ramen_dining rate_review read_more real_estate_agent
    receipt_long recent_actors record_voice_over reduce_capacity remove_circle remove_circle_outline
    remove_from_queue remove_red_eye remove_shopping_cart repeat_one reply_all report_problem request_page
    request_quote restaurant_menu restore_from_trash rocket_launch roller_shades room_preferences room_service
    rotate_left rotate_right rss_feed rule_folder running_with_errors safety_divider satellite_alt save_alt save_as
    scatter_plot schedule_send screen_rotation screen_share sd_storage search_off self_improvement sensor_door
    sentiment_dissatisfied sentiment_neutral sentiment_satisfied sentiment_satisfied_alt sentiment_very_dissatisfied
    sentiment_very_satisfied set_meal settings_accessibility settings_applications settings_backup_restore
    settings_bluetooth settings_brightness settings_ethernet settings_input_antenna settings_phone settings_suggest
    settings_voice share_location shield_moon shop_two shopping_bag shopping_basket shopping_cart short_text
    show_chart shutter_speed sign_language signal_cellular_alt signal_wifi_4_bar single_bed skip_next skip_previous
    slow_motion_video smart_button smart_display smart_screen smart_toy smoke_free smoking_rooms snippet_folder
    soup_kitchen space_dashboard speaker_group speaker_notes speaker_phone sports_baseball sports_basketball
    sports_esports sports_football sports_golf sports_handball sports_kabaddi sports_martial_arts sports_score
    sports_soccer sports_tennis sports_volleyball stacked_line_chart star_border star_half star_outline star_rate
    stay_current_portrait sticky_note_2 stop_circle store_mall_directory subdirectory_arrow_right
    supervised_user_circle supervisor_account support_agent swap_horiz swap_vert switch_account switch_left
    switch_right system_update tab_unselected table_chart table_rows table_view tag_faces takeout_dining
    tap_and_play task_alt temple_buddhist temple_hindu text_fields text_format text_snippet theater_comedy
    thumb_down thumb_down_off_alt thumb_up thumb_up_alt thumb_up_off_alt thumbs_up_down time_to_leave timer_off
    tips_and_updates toggle_off toggle_on touch_app track_changes transfer_within_a_station travel_explore
    trending_down trending_flat trending_up turned_in turned_in_not tv_off two_wheeler unfold_less unfold_more
    update_disabled upload_file verified_user vertical_align_top video_call video_camera_front video_library
    video_settings videogame_asset view_agenda view_array view_carousel view_column view_comfy view_compact view_day
    view_headline view_in_ar view_kanban view_list view_module view_quilt view_sidebar view_stream view_week
    visibility_off voice_chat voice_over_off volume_down volume_mute volume_off volume_up volunteer_activism vpn_key
    vpn_lock wallet_giftcard warning_amber watch_later water_drop wb_cloudy wb_incandescent wb_sunny web_asset
    wheelchair_pickup where_to_vote wifi_lock wifi_off wifi_tethering wine_bar work_history work_off work_outline
    workspace_premium workspaces_outline wrap_text wrong_location zoom_in zoom_out zoom_out_map
    """.split()
)
"""Names of Google's Material Icons that have an underscore; others cannot be told from words of a heading."""
_STUCK = re.compile(r"(?:\A|(?<=\n\n))([ \t]*+)([a-z]++(?:_[a-z0-9]++)++)(?=[A-Z][a-z]|[가-힣])(.*)(?=\n)")
_PARTICLE = re.compile(
    r"(?:[을를은는이가의에와과도만로]|으로|에서|에게|부터|까지|이나|처럼|보다|라는|라고|이라는|이라고|입니다|이다)(?![가-힣])"
)


def without_icons(text: str) -> str:
    """``text`` without the names of icons that stick to a heading."""
    return _STUCK.sub(_bare, text) if "_" in text else text


def _bare(found: re.Match[str]) -> str:
    indent, name, rest = found.groups()
    is_icon = name in _NAMES and heading_of(rest) and not _PARTICLE.match(rest)
    return indent + rest if is_icon else found[0]
